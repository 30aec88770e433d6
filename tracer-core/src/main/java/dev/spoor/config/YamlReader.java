package dev.spoor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of YAML that people write settings in: maps and lists by indentation or in
 * brackets, plain and quoted text on one line, comments. All scalars come back as text. Anchors,
 * tags, text over several lines and several documents are refused. One object reads one text.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 32;

  private record Line(int indent, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int at;

  private YamlReader(String text) {
    for (String raw : text.split("\n", -1)) {
      String line = withoutComment(raw).stripTrailing();
      String content = line.stripLeading();
      if (!content.isEmpty() && !content.equals("---")) {
        int indent = line.length() - content.length();
        if (line.indexOf('\t') >= 0 && line.indexOf('\t') < indent) {
          throw new IllegalArgumentException("YAML is indented by tabs");
        }
        lines.add(new Line(indent, content));
      }
    }
  }

  /**
   * A map, a list, text, or null for an empty document.
   *
   * @throws IllegalArgumentException if the text is anything that is not read here
   */
  static @Nullable Object read(String text) {
    YamlReader reader = new YamlReader(text);
    if (reader.lines.isEmpty()) {
      return null;
    }
    Object value = reader.block(reader.lines.get(0).indent, 0);
    if (reader.at < reader.lines.size()) {
      throw bad(reader.lines.get(reader.at).text);
    }
    return value;
  }

  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      } else if ((c == '"' || c == '\'') && opens(line, i)) {
        quote = c;
      }
    }
    return line;
  }

  /** Whether a quote at that place begins a text, rather than standing within a plain one. */
  private static boolean opens(String line, int quote) {
    int i = quote - 1;
    while (i >= 0 && line.charAt(i) == ' ') {
      i--;
    }
    return i < 0 || "-:[{,".indexOf(line.charAt(i)) >= 0;
  }

  private @Nullable Object block(int indent, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("YAML is nested too deep");
    }
    Line first = lines.get(at);
    if (isItem(first.text)) {
      return list(indent, depth);
    }
    if (keyEnd(first.text) > 0) {
      return map(indent, depth);
    }
    at++;
    return new YamlValue(first.text).read();
  }

  private static boolean isItem(String text) {
    return text.equals("-") || text.startsWith("- ");
  }

  private List<@Nullable Object> list(int indent, int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    while (at < lines.size() && lines.get(at).indent == indent && isItem(lines.get(at).text)) {
      String rest = lines.get(at).text.substring(1);
      String content = rest.stripLeading();
      if (content.isEmpty()) {
        at++;
        items.add(deeper(indent, depth));
      } else {
        // What follows the dash is the first line of a block that stands where it stands.
        int inner = indent + 1 + rest.length() - content.length();
        lines.set(at, new Line(inner, content));
        items.add(block(inner, depth + 1));
      }
    }
    return items;
  }

  private Map<String, @Nullable Object> map(int indent, int depth) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    while (at < lines.size() && lines.get(at).indent == indent) {
      String text = lines.get(at).text;
      int end = keyEnd(text);
      if (end <= 0 || isItem(text)) {
        throw bad(text);
      }
      Object key = new YamlValue(text.substring(0, end).strip()).read();
      String rest = text.substring(end + 1).strip();
      at++;
      Object value;
      if (!rest.isEmpty()) {
        value = new YamlValue(rest).read();
      } else if (at < lines.size()
          && lines.get(at).indent == indent
          && isItem(lines.get(at).text)) {
        value = list(indent, depth + 1);
      } else {
        value = deeper(indent, depth);
      }
      result.put(String.valueOf(key), value);
    }
    return result;
  }

  private @Nullable Object deeper(int indent, int depth) {
    boolean nested = at < lines.size() && lines.get(at).indent > indent;
    return nested ? block(lines.get(at).indent, depth + 1) : null;
  }

  /** Where the colon after a key stands, or -1 if the line has no key. */
  private static int keyEnd(String text) {
    char first = text.charAt(0);
    if (first == '[' || first == '{') {
      return -1;
    }
    int from = 0;
    if (first == '"' || first == '\'') {
      from = text.indexOf(first, 1);
      if (from < 0) {
        return -1;
      }
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
        return i;
      }
    }
    return -1;
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("not understood: " + text);
  }
}
