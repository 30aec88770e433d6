package dev.spoor.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns names with dots into nested objects. Where a name is both a value and the beginning of
 * others ({@code error} and {@code error.kind}) the dotted one stays as it is at the root: nothing
 * is lost and nothing fails.
 */
final class Nesting {
  private Nesting() {}

  static Map<String, Object> of(Map<String, Object> fields) {
    Map<String, Object> root = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.indexOf('.') <= 0 || name.endsWith(".") || !nest(root, name, value, fields)) {
            root.put(name, value);
          }
        });
    return root;
  }

  /** Objects that were made here are told from values by their class. */
  private static final class Node extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
  }

  private static boolean nest(
      Map<String, Object> root, String name, Object value, Map<String, Object> fields) {
    Map<String, Object> at = root;
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
      if (fields.containsKey(name.substring(0, dot))) {
        return false;
      }
      Object next = at.computeIfAbsent(name.substring(from, dot), key -> new Node());
      if (!(next instanceof Node node)) {
        return false;
      }
      at = node;
      from = dot + 1;
    }
    return at.putIfAbsent(name.substring(from), value) == null;
  }
}
