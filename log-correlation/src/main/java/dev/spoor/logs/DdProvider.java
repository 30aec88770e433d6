package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
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
  private static final String OBJECT = "dd";

  /** The keys without their {@code dd.}, in the same order, so that no line pays for the cut. */
  private static final List<String> NESTED =
      CorrelationKeys.ALL.stream().map(key -> key.substring(OBJECT.length() + 1)).toList();

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
    for (int i = 0; i < CorrelationKeys.ALL.size(); i++) {
      String key = CorrelationKeys.ALL.get(i);
      String value = value(mdc, key);
      if (value == null) {
        continue;
      }
      if (!flat && !open) {
        generator.writeName(OBJECT);
        generator.writeStartObject();
        open = true;
      }
      generator.writeName(flat ? key : NESTED.get(i));
      generator.writeString(value);
    }
    if (open) {
      generator.writeEndObject();
    }
    if (source != null) {
      generator.writeName("ddsource");
      generator.writeString(source);
    }
    if (event instanceof ShortEvent) {
      generator.writeName("truncated");
      generator.writeBoolean(true);
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
