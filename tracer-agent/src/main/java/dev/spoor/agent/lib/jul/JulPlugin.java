package dev.spoor.agent.lib.jul;

import dev.spoor.agent.plugin.LogIds;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.SideTable;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.LoggedErrors;
import dev.spoor.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the current span on the lines of java.util.logging, which has neither a context of its
 * own nor a pattern that could name one: {@code dd.trace_id=<id> dd.span_id=<id>} is put behind the
 * message, where Datadog's text parser looks for it.
 *
 * <p>The ids are caught when a logger takes a record, on the thread that logs, and appear when a
 * formatter asks for the record's message, on whatever thread. The plugin itself names no class of
 * java.util.logging, which an application may want to configure before it is loaded.
 */
public final class JulPlugin implements Plugin {
  private static final String LOGGER = "java.util.logging.Logger";
  private static final String RECORD = "java.util.logging.LogRecord";

  @Override
  public String name() {
    return "jul";
  }

  @Override
  public List<Target> targets() {
    Target take = Target.type(LOGGER).method("log", RECORD).advice("Take");
    Target format =
        Target.type("java.util.logging.Formatter").method("formatMessage", RECORD).advice("Format");
    return LoggedErrors.count()
        ? List.of(take, format, Target.type(LOGGER).method("log", RECORD).advice("MarkSpan"))
        : List.of(take, format);
  }

  /** A logger takes a record. */
  static final class Take {
    static final SideTable<Object, String> IDS = new SideTable<>();

    private Take() {}

    static void enter(Object self, @Nullable Object record) {
      Span span = Span.current();
      if (span != null && record != null) {
        String traceId = LogIds.TRACE_ID + '=' + span.trace().logId();
        IDS.put(record, traceId + ' ' + LogIds.SPAN_ID + '=' + span.logId());
      }
    }
  }

  /** A formatter has made the text of a record's message. */
  static final class Format {
    private Format() {}

    static @Nullable String after(@Nullable String returned, Object self, @Nullable Object record) {
      String ids = record == null ? null : Take.IDS.get(record);
      if (ids == null) {
        return returned;
      }
      return returned == null ? ids : returned + ' ' + ids;
    }
  }
}
