package dev.spoor.conformance;

import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The spans that callers know by id, of both APIs, and the contexts that came out of headers. Used
 * by the one thread that answers calls.
 *
 * <p>A span that was started is the current one until it is finished, and then the one before it
 * is; parents are explicit all the same.
 */
final class SpanTable {
  private final Map<Long, Span> spans = new HashMap<>();
  private final Map<Long, RemoteParent> remotes = new HashMap<>();
  private final Deque<Span> open = new ArrayDeque<>();

  /** A span was started, by either API. */
  void add(Span span) {
    spans.put(span.spanId(), span);
    open.push(span);
  }

  /** The started span with that id, or null. */
  Span get(long id) {
    return spans.get(id);
  }

  /** A context came out of headers, for spans that name its span as their parent. */
  void add(RemoteParent remote) {
    remotes.put(remote.spanId(), remote);
  }

  /**
   * The extracted context whose span has that id, or null. One that named no span, and brought
   * links or baggage only, is known by 0 and for one span: 0 means "no parent" as well.
   */
  RemoteParent remote(long spanId) {
    return spanId == 0 ? remotes.remove(spanId) : remotes.get(spanId);
  }

  /** The span that was started last and is still open, or null. */
  Span current() {
    while (!open.isEmpty() && open.peek().isFinished()) {
      open.pop();
    }
    return open.peek();
  }

  /** The answer to calls that start a span or ask for one: ids, 0 for none. */
  static Map<String, Object> ids(Span span) {
    Map<String, Object> ids = new LinkedHashMap<>();
    ids.put("span_id", span == null ? 0 : Call.unsigned(span.spanId()));
    ids.put("trace_id", span == null ? 0 : Call.unsigned(span.trace().idLow()));
    return ids;
  }
}
