package dev.spoor.propagation;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.TraceFacts;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import org.jspecify.annotations.Nullable;

/**
 * Datadog's own headers: ids as unsigned decimals, the low half of the trace id in one header and
 * the high half among the tags. A malformed id or priority voids the whole context.
 */
final class DatadogStyle implements Style {
  private static final String TRACE_ID = "x-datadog-trace-id";
  private static final String PARENT_ID = "x-datadog-parent-id";
  private static final String PRIORITY = "x-datadog-sampling-priority";
  private static final String ORIGIN = "x-datadog-origin";
  private static final String TAGS = "x-datadog-tags";

  private final DatadogTags tags;

  DatadogStyle(DatadogTags tags) {
    this.tags = tags;
  }

  @Override
  public String name() {
    return "datadog";
  }

  @Override
  public boolean carriesSpanBaggage() {
    return true;
  }

  @Override
  public <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter) {
    String origin = origin(Ids.first(getter.get(carrier, ORIGIN)));
    String traceIdText = Ids.first(getter.get(carrier, TRACE_ID));
    long traceId = traceIdText == null ? 0 : Ids.decimal(traceIdText);
    if (traceId == 0) {
      return withoutIds(origin);
    }
    String parentText = Ids.first(getter.get(carrier, PARENT_ID));
    long parentId = parentText == null ? 0 : Ids.decimal(parentText);
    if (parentId == 0 && parentText != null && !Ids.isZero(parentText)) {
      return withoutIds(origin);
    }
    int priority = Priority.UNSET;
    String priorityText = Ids.first(getter.get(carrier, PRIORITY));
    if (priorityText != null) {
      Integer parsed = Ids.integer(priorityText);
      if (parsed == null) {
        return withoutIds(origin);
      }
      priority = parsed;
    }
    return context(traceId, parentId, priority, origin, tags.parse(getter.get(carrier, TAGS)));
  }

  /** An origin goes out again as it came in, so what no header may hold is passed over. */
  private static @Nullable String origin(@Nullable String text) {
    return text == null || text.isEmpty() || !Ids.isPrintable(text) ? null : text;
  }

  private static RemoteParent context(
      long traceId, long parentId, int priority, @Nullable String origin, TagReader received) {
    long high = 0;
    String text = received.traceIdHigh();
    if (text != null) {
      high = text.length() == 16 && Ids.isHex(text, 0, 16) ? Ids.hex(text, 0, 16) : 0;
      if (high == 0) {
        received.setError("malformed_tid " + text);
      }
    }
    return new RemoteParent(high, traceId, parentId, priority, origin, received.tags(), null, null);
  }

  private static @Nullable RemoteParent withoutIds(@Nullable String origin) {
    if (origin == null) {
      return null;
    }
    return new RemoteParent(0, 0, 0, Priority.UNSET, origin, TraceTags.NONE, null, null);
  }

  @Override
  public <C> void inject(
      TraceFacts trace, long spanId, int priority, C carrier, HeaderSetter<C> setter) {
    setter.set(carrier, TRACE_ID, TraceId.decimal(trace.idLow()));
    setter.set(carrier, PARENT_ID, TraceId.decimal(spanId));
    if (priority != Priority.UNSET) {
      setter.set(carrier, PRIORITY, Ids.text(priority));
    }
    String origin = trace.origin();
    if (origin != null) {
      setter.set(carrier, ORIGIN, origin);
    }
    String text = tags.format(trace);
    if (text != null) {
      setter.set(carrier, TAGS, text);
    }
  }
}
