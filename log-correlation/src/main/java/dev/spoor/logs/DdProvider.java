package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes {@code "dd":{...}} and {@code "ddsource"} into a line.
 *
 * <p>The ids come from the event's MDC map, where they were caught on the thread that logged. Only
 * service, env and version, which are the same on every thread, are asked for here when the map
 * lacks them (an event made before the encoder started). Ids are never asked for here: this may run
 * on an appender's thread, and a wrong id is worse than none.
 *
 * <p>Settings are written before {@link #start()} and only read afterwards.
 */
final class DdProvider extends AbstractJsonProvider<ILoggingEvent> {
  private static final int PREFIX = "dd.".length();

  private final CorrelationIds ids;
  private boolean flat;
  private boolean zeroIds;
  private @Nullable String source = "java";

  DdProvider(CorrelationIds ids) {
    this.ids = ids;
  }

  void setFlat(boolean flat) {
    this.flat = flat;
  }

  void setZeroIds(boolean zeroIds) {
    this.zeroIds = zeroIds;
  }

  void setSource(@Nullable String source) {
    this.source = source == null || source.isEmpty() ? null : source;
  }

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    Map<String, String> mdc = mdc(event);
    boolean open = false;
    for (String key : CorrelationKeys.ALL) {
      String value = value(mdc, key);
      if (value == null) {
        continue;
      }
      if (!flat && !open) {
        generator.writeName("dd");
        generator.writeStartObject();
        open = true;
      }
      generator.writeName(flat ? key : key.substring(PREFIX));
      generator.writeString(value);
    }
    if (open) {
      generator.writeEndObject();
    }
    if (source != null) {
      generator.writeName("ddsource");
      generator.writeString(source);
    }
  }

  private static Map<String, String> mdc(ILoggingEvent event) {
    Map<String, String> map = event.getMDCPropertyMap();
    return map == null ? Map.of() : map;
  }

  private @Nullable String value(Map<String, String> mdc, String key) {
    String value = mdc.get(key);
    if (value != null) {
      return value;
    }
    return switch (key) {
      case CorrelationKeys.SERVICE -> ids.service();
      case CorrelationKeys.ENV -> ids.env();
      case CorrelationKeys.VERSION -> ids.version();
      default -> zeroIds ? "0" : null;
    };
  }
}
