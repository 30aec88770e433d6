package dev.spoor.propagation;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code traceparent} outside of headers: as text that waits with a job until somebody runs
 * it. Whatever styles headers have, this text is always the same.
 */
public final class TraceParent {
  /** Name of the header, and of a property that holds such a text. */
  public static final String NAME = "traceparent";

  private static final TraceContextStyle STYLE = new TraceContextStyle();

  private TraceParent() {}

  /** The span as a {@code traceparent}; decides sampling first, since its ids are handed out. */
  public static String of(Span span) {
    String[] text = new String[1];
    LocalTrace trace = span.trace();
    STYLE.inject(trace, span.spanId(), trace.ensureDecided(), text, Holder.INSTANCE);
    return text[0];
  }

  /**
   * A link to the span that a text names.
   *
   * @param reason the link's attribute {@code reason}
   * @return null if there is no text, or it is no {@code traceparent}
   */
  public static @Nullable SpanLink link(@Nullable String text, String reason) {
    RemoteParent parent = text == null ? null : STYLE.extract(text, Holder.INSTANCE);
    return parent == null
        ? null
        : new SpanLink(
            parent.traceIdHigh(),
            parent.traceIdLow(),
            parent.spanId(),
            parent.priority() > 0 ? 1 : 0,
            null,
            Map.of("reason", reason));
  }

  /** Takes the one header out of many, and gives it to who asks for it. */
  private static final class Holder implements HeaderSetter<String[]>, HeaderGetter<String> {
    static final Holder INSTANCE = new Holder();

    @Override
    public void set(String[] text, String name, String value) {
      if (name.equals(NAME)) {
        text[0] = value;
      }
    }

    @Override
    public @Nullable String get(String text, String name) {
      return name.equals(NAME) ? text : null;
    }
  }
}
