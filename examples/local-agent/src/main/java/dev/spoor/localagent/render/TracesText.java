package dev.spoor.localagent.render;

import static dev.spoor.wire.TraceTree.printable;

import dev.spoor.localagent.store.StoredTrace;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.TraceTree;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Traces as plain text, for terminals. Stateless. */
public final class TracesText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private TracesText() {}

  /** One line per trace. */
  public static String list(List<StoredTrace> traces) {
    if (traces.isEmpty()) {
      return "No traces yet.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("TIME          TRACE ID                               DURATION  SPANS  ROOT\n");
    for (StoredTrace trace : traces) {
      DecodedSpan root = trace.root();
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %s  %10.2f ms  %5d  %s%s  %s  %s\n",
              time(trace.summary().start()),
              trace.id(),
              trace.summary().duration() / 1e6,
              trace.spans().size(),
              trace.summary().errors() > 0 ? "ERROR " : "",
              printable(root.service()),
              printable(root.name()),
              printable(root.resource())));
    }
    return text.toString();
  }

  /** One trace: its tree, then every span with its tags. */
  public static String trace(StoredTrace trace) {
    StringBuilder text = new StringBuilder();
    text.append("Trace ").append(trace.id()).append(" (decimal ");
    text.append(Long.toUnsignedString(trace.traceIdLow())).append(")\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %.2f ms, %d spans, %d errors, services: %s%s\n\n",
            time(trace.summary().start()),
            trace.summary().duration() / 1e6,
            trace.spans().size(),
            trace.summary().errors(),
            printable(String.join(", ", trace.summary().services())),
            trace.priority() == null ? "" : ", sampling priority " + trace.priority()));
    text.append(TraceTree.print(trace.spans()));
    trace.spans().stream()
        .sorted(Comparator.comparingLong(DecodedSpan::start))
        .forEach(span -> span(text, span));
    return text.toString();
  }

  private static void span(StringBuilder text, DecodedSpan span) {
    text.append('\n').append(printable(span.name())).append("  ");
    text.append(printable(span.resource())).append('\n');
    tag(text, "service", span.service());
    tag(text, "type", span.type());
    tag(text, "span_id", hex(span.spanId()) + " (" + Long.toUnsignedString(span.spanId()) + ")");
    tag(text, "parent_id", span.parentId() == 0 ? "none" : hex(span.parentId()));
    tag(text, "error", Integer.toString(span.error()));
    new TreeMap<>(span.meta()).forEach((key, value) -> tag(text, key, value));
    new TreeMap<>(span.metrics()).forEach((key, value) -> tag(text, key, value.toString()));
  }

  private static void tag(StringBuilder text, String key, String value) {
    text.append("    ").append(printable(key)).append(": ").append(printable(value)).append('\n');
  }

  private static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }

  private static String time(long nanos) {
    return TIME.format(Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000));
  }
}
