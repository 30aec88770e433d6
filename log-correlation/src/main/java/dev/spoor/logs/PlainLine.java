package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The line that is written when the full one failed: the same facts, every value as text.
 *
 * <p>Each value is turned into text under guard before its name is written, so that nothing an
 * application logs can break the line. Slow and rare. Thread safe.
 */
final class PlainLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final DdProvider dd;
  private final ErrorProvider error;

  PlainLine(DdProvider dd, ErrorProvider error) {
    this.dd = dd;
    this.error = error;
  }

  byte[] encode(ILoggingEvent event, Throwable cause) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json =
        new DistinctNames(JSON.createGenerator(ObjectWriteContext.empty(), bytes))) {
      json.writeStartObject();
      put(json, "@timestamp", () -> time(event));
      put(json, "message", event::getFormattedMessage);
      put(json, "logger_name", event::getLoggerName);
      put(json, "thread_name", event::getThreadName);
      put(json, "level", event::getLevel);
      dd.writeTo(json, event);
      putError(json, event);
      put(json, "encoder_error", () -> cause);
      putPairs(json, event);
      json.writeEndObject();
    }
    bytes.writeBytes(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static String time(ILoggingEvent event) {
    Instant instant = event.getInstant();
    return (instant != null ? instant : Instant.ofEpochMilli(event.getTimeStamp())).toString();
  }

  private void putError(JsonGenerator json, ILoggingEvent event) {
    try {
      error.writeTo(json, event);
    } catch (RuntimeException | LinkageError e) {
      IThrowableProxy thrown = event.getThrowableProxy();
      put(json, "error.kind", thrown::getClassName);
      put(json, "error.message", thrown::getMessage);
    }
  }

  private static void putPairs(JsonGenerator json, ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        put(json, String.valueOf(pair.key), () -> pair.value);
      }
    }
    Map<String, String> mdc = event.getMDCPropertyMap();
    if (mdc != null) {
      mdc.forEach(
          (key, value) -> {
            if (!CorrelationKeys.ALL.contains(key)) {
              put(json, key, () -> value);
            }
          });
    }
  }

  private static void put(JsonGenerator json, String name, Supplier<@Nullable Object> value) {
    String text = text(value);
    if (text != null) {
      json.writeName(name);
      json.writeString(text);
    }
  }

  private static @Nullable String text(Supplier<@Nullable Object> value) {
    try {
      Object object = value.get();
      return object == null ? null : object.toString();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // A value that contains itself overflows the stack; that is over when it arrives here.
      return "[" + e.getClass().getName() + "]";
    }
  }
}
