package dev.spoor.localagent.drain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code key=value} pairs: values may be quoted or empty, keys come in any order. What is no
 * pair is passed over. Stateless.
 */
final class Pairs {
  private static final int MAX_PAIRS = 200;

  private Pairs() {}

  /** The pairs in the order of the text; of equal keys the last wins. */
  static Map<String, String> of(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length() && pairs.size() < MAX_PAIRS) {
      int end = keyEnd(text, at);
      if (end == at || end == text.length() || text.charAt(end) != '=') {
        at = blank(text, at) + 1;
        continue;
      }
      int begin = end + 1;
      boolean quoted = begin < text.length() && text.charAt(begin) == '"';
      int stop = quoted ? closing(text, begin + 1) : blank(text, begin);
      pairs.put(text.substring(at, end), text.substring(quoted ? begin + 1 : begin, stop));
      at = stop + (quoted ? 2 : 1);
    }
    return pairs;
  }

  private static int keyEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isKey(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isKey(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '#'
        || c == '-';
  }

  private static int blank(String text, int from) {
    int at = text.indexOf(' ', from);
    return at < 0 ? text.length() : at;
  }

  /** A quote within a value does not end it: only one before a blank or at the end does. */
  private static int closing(String text, int from) {
    for (int at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
      if (at + 1 == text.length() || text.charAt(at + 1) == ' ') {
        return at;
      }
    }
    return text.length();
  }
}
