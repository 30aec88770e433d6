package dev.spoor.logs;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes {@code "error":{"kind","message","stack"}} for an event with an exception: the three
 * attributes that Datadog's error tracking reads.
 *
 * <p>It takes the place of the {@code stack_trace} field, which would say the same thousands of
 * characters again. The converter is set before {@link #start()} and only used afterwards.
 */
final class ErrorProvider extends AbstractJsonProvider<ILoggingEvent> {
  private final ThrowableHandlingConverter converter;

  ErrorProvider(ThrowableHandlingConverter converter) {
    this.converter = converter;
  }

  @Override
  public void start() {
    converter.start();
    super.start();
  }

  @Override
  public void stop() {
    converter.stop();
    super.stop();
  }

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return;
    }
    // All values first: a converter that throws must not leave half an object behind.
    String stack;
    String message = thrown.getMessage();
    if (event instanceof ShortEvent cut) {
      stack = cut.stack(converter.convert(cut.whole()));
      message = cut.error(message);
    } else {
      stack = converter.convert(event);
    }
    generator.writeName("error");
    generator.writeStartObject();
    write(generator, "kind", thrown.getClassName());
    write(generator, "message", message);
    write(generator, "stack", stack);
    generator.writeEndObject();
  }

  /** The stack trace of an event that has an exception, else null. */
  @Nullable String stack(ILoggingEvent event) {
    return event.getThrowableProxy() == null ? null : converter.convert(event);
  }

  private static void write(JsonGenerator generator, String name, @Nullable String value) {
    if (value != null) {
      generator.writeName(name);
      generator.writeString(value);
    }
  }
}
