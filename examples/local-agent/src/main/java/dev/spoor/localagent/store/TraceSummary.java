package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a list tells of a trace. Immutable.
 *
 * @param root the span that stands for the trace
 * @param start nanoseconds since 1970 at which the first span began
 * @param duration nanoseconds from the begin of the first span to the end of the last
 * @param errors how many spans failed
 * @param error what went wrong first, as type and message; empty if no span tells
 * @param services names of those that took part, sorted
 * @param repeats identical calls, the costliest first
 */
public record TraceSummary(
    DecodedSpan root,
    long start,
    long duration,
    long errors,
    String error,
    List<String> services,
    Calls database,
    Calls redis,
    Calls memcached,
    Calls http,
    List<Repeat> repeats) {
  private static final int MAX_ERROR = 200;

  /**
   * Calls to one kind of server.
   *
   * @param nanos sum of their durations; those that ran at the same time count twice
   */
  public record Calls(int count, long nanos) {
    private static final Calls NONE = new Calls(0, 0);

    Calls plus(long duration) {
      return new Calls(count + 1, nanos + duration);
    }
  }

  static TraceSummary of(List<DecodedSpan> spans) {
    DecodedSpan root = new DecodedTrace(spans).rootSpan();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    long errors = 0;
    TreeSet<String> services = new TreeSet<>();
    Calls[] calls = {Calls.NONE, Calls.NONE, Calls.NONE, Calls.NONE};
    for (DecodedSpan span : spans) {
      start = Math.min(start, span.start());
      end = Math.max(end, span.start() + span.duration());
      errors += span.isError() ? 1 : 0;
      services.add(span.service());
      int kind = kind(span);
      if (kind >= 0) {
        calls[kind] = calls[kind].plus(span.duration());
      }
    }
    return new TraceSummary(
        root == null ? spans.get(0) : root,
        start,
        end - start,
        errors,
        errors == 0 ? "" : error(spans),
        List.copyOf(services),
        calls[0],
        calls[1],
        calls[2],
        calls[3],
        Repeat.in(spans));
  }

  private static String error(List<DecodedSpan> spans) {
    for (DecodedSpan span : spans) {
      String type = span.isError() ? span.tag("error.type") : null;
      if (type != null) {
        String message = span.tag("error.message");
        String text =
            type.substring(type.lastIndexOf('.') + 1) + (message == null ? "" : ": " + message);
        return text.substring(0, Math.min(MAX_ERROR, text.length()));
      }
    }
    return "";
  }

  private static int kind(DecodedSpan span) {
    return switch (span.type()) {
      case "sql", "db", "mongodb", "cassandra", "elasticsearch", "opensearch" -> 0;
      case "redis", "valkey" -> 1;
      case "memcached" -> 2;
      case "http" -> "server".equals(span.tag("span.kind")) ? -1 : 3;
      default -> -1;
    };
  }

  /** Whether a span of this kind asks another process. */
  static boolean isCall(DecodedSpan span) {
    return kind(span) >= 0;
  }

  /** The request's id that a router or proxy gave it, null if none was seen. */
  public @Nullable String requestId() {
    return root.tag("http.request_id");
  }
}
