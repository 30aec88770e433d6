package dev.spoor.examples.demo;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace as local-agent's JSON gives them, and what the demo wants to know of them.
 */
final class Trace {

  /** One span; ids as text, a root has no parent. */
  record Node(String id, @Nullable String parent, String name, String type, boolean error) {}

  private final Map<String, Node> spans = new LinkedHashMap<>();

  /** Takes whatever objects have a span id, however they are wrapped. */
  static Trace of(String json) {
    Trace trace = new Trace();
    trace.collect(Json.read(json));
    return trace;
  }

  private void collect(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::collect);
    } else if (value instanceof Map<?, ?> map) {
      if (map.get("span_id") != null && map.get("name") != null) {
        Node node =
            new Node(
                text(map, "span_id"),
                parent(map),
                text(map, "name"),
                text(map, "type"),
                !List.of("", "0", "false").contains(text(map, "error")));
        spans.put(node.id(), node);
      }
      map.values().forEach(this::collect);
    }
  }

  private static @Nullable String parent(Map<?, ?> span) {
    String id = text(span, "parent_id");
    return id.isEmpty() || id.matches("0+") ? null : id;
  }

  private static String text(Map<?, ?> span, String name) {
    Object value = span.get(name);
    return value == null ? "" : value.toString();
  }

  /** Returns what is wrong with it as the trace of a request that made spans of these names. */
  List<String> complaints(List<String> names, boolean error) {
    List<Node> roots = spans.values().stream().filter(span -> span.parent() == null).toList();
    if (roots.size() != 1) {
      return List.of("has " + roots.size() + " roots, not one: " + spans.values());
    }
    Node root = roots.get(0);
    List<String> complaints = new ArrayList<>();
    if (!root.type().equals("web")) {
      complaints.add("has a root that is no server span: " + root);
    }
    if (root.error() != error) {
      complaints.add("has a root " + (error ? "without" : "with") + " error: " + root);
    }
    for (String name : names) {
      if (spans.values().stream()
          .noneMatch(span -> span.name().equals(name) && isBelow(span, root))) {
        complaints.add("has no " + name + " below its root, only " + names());
      }
    }
    return complaints;
  }

  /** Whether it has that span; log lines write ids as decimals, local-agent in hexadecimal. */
  boolean contains(String spanId) {
    if (spans.containsKey(spanId)) {
      return true;
    }
    try {
      return spans.containsKey(HexFormat.of().toHexDigits(Long.parseUnsignedLong(spanId)));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean isBelow(Node span, Node root) {
    @Nullable Node at = span;
    // As many steps as there are spans: a circle of parents must not hold the demo.
    for (int i = 0; i < spans.size() && at != null && at.parent() != null; i++) {
      at = spans.get(at.parent());
    }
    return root.equals(at) && !span.equals(root);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    spans.values().forEach(span -> names.add(span.name()));
    return names;
  }
}
