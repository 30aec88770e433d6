package dev.spoor.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws the spans of a trace as a tree of text, children below their parents in the order in which
 * they started:
 *
 * <pre>
 *      0.00 ms    15.25 ms  shop  servlet.request  GET /cart
 *      1.20 ms     3.10 ms  `-- shop-db  postgresql.query  SELECT ...
 * </pre>
 *
 * <p>The first column is the time since the trace began, the second how long the span took.
 * Whatever spans arrive are drawn, each once: orphans as roots of their own, and cycles are cut.
 * Control characters of the spans' texts are replaced, so that a hostile span cannot play tricks on
 * a terminal. Stateless and thread safe.
 */
public final class TraceTree {
  private static final int MAX_TEXT = 200;
  private static final int MAX_INDENT = 40;

  private final Map<Long, List<DecodedSpan>> children = new HashMap<>();
  private final Set<DecodedSpan> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
  private final StringBuilder text = new StringBuilder();
  private final long begin;

  private TraceTree(List<DecodedSpan> spans) {
    begin = spans.stream().mapToLong(DecodedSpan::start).min().orElse(0);
  }

  /** A span that waits to be drawn. */
  private record Node(DecodedSpan span, int depth, String indent, boolean last) {}

  /** The tree, one line per span, each ended by a line feed; empty for no spans. */
  public static String print(List<DecodedSpan> spans) {
    TraceTree tree = new TraceTree(spans);
    tree.draw(spans);
    return tree.text.toString();
  }

  private void draw(List<DecodedSpan> spans) {
    List<DecodedSpan> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparingLong(DecodedSpan::start));
    Set<Long> ids = new HashSet<>();
    ordered.forEach(span -> ids.add(span.spanId()));
    List<DecodedSpan> roots = new ArrayList<>();
    for (DecodedSpan span : ordered) {
      if (span.parentId() != 0
          && span.parentId() != span.spanId()
          && ids.contains(span.parentId())) {
        children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
      } else {
        roots.add(span);
      }
    }
    roots.forEach(this::drawFrom);
    // What is left hangs together in circles, without a root.
    ordered.forEach(this::drawFrom);
  }

  /** Draws a span and all below it; by a stack of its own, as a chain may be very long. */
  private void drawFrom(DecodedSpan root) {
    Deque<Node> waiting = new ArrayDeque<>();
    waiting.push(new Node(root, 0, "", true));
    while (!waiting.isEmpty()) {
      Node node = waiting.pop();
      if (!drawn.add(node.span)) {
        continue;
      }
      line(node);
      List<DecodedSpan> below = children.getOrDefault(node.span.spanId(), List.of());
      String indent = node.depth == 0 ? "" : node.indent + (node.last ? "    " : "|   ");
      if (indent.length() > MAX_INDENT) {
        indent = indent.substring(0, MAX_INDENT);
      }
      for (int i = below.size() - 1; i >= 0; i--) {
        waiting.push(new Node(below.get(i), node.depth + 1, indent, i == below.size() - 1));
      }
    }
  }

  private void line(Node node) {
    DecodedSpan span = node.span;
    text.append(
        String.format(
            Locale.ROOT, "%10s %10s  ", time(span.start() - begin), time(span.duration())));
    text.append(node.indent);
    if (node.depth > 0) {
      text.append(node.last ? "`-- " : "|-- ");
    }
    text.append(printable(span.service())).append("  ");
    text.append(printable(span.name())).append("  ");
    text.append(printable(span.resource()));
    if (span.isError()) {
      text.append("  ERROR");
    }
    text.append('\n');
  }

  /** Milliseconds with two decimals. */
  private static String time(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  /** The text in one line, without control characters and not longer than 200 characters. */
  public static String printable(String value) {
    StringBuilder result = new StringBuilder(Math.min(value.length(), MAX_TEXT));
    for (int i = 0; i < value.length() && i < MAX_TEXT; i++) {
      char c = value.charAt(i);
      int type = Character.getType(c);
      boolean hidden =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      result.append(hidden ? '\ufffd' : c);
    }
    if (value.length() > MAX_TEXT) {
      result.append("...");
    }
    return result.toString();
  }
}
