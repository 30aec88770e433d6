package dev.spoor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Splits the lists and maps that settings are written in. Never throws. */
final class Texts {
  private static final int MAX_SHOWN = 40;

  private Texts() {}

  /** The items between the separators, stripped, empty ones left out. */
  static List<String> split(String text, char separator) {
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      if (end < 0) {
        end = text.length();
      }
      String item = text.substring(start, end).strip();
      if (!item.isEmpty()) {
        items.add(item);
      }
      start = end + 1;
    }
    return items;
  }

  /**
   * Reads {@code key:value} items separated by commas or by spaces, or by both: Heroku's Datadog
   * buildpack joins its own tags with spaces and the user's with commas. A space only ends an item
   * if the next word has a colon too, so that {@code team:core people,tier:web} keeps its blank.
   * The value begins after the first colon and may hold more of them. A repository's URL loses its
   * user and password here, so that no tag, line or message made of the map can hold them.
   */
  static Map<String, String> pairs(String name, String text, List<String> problems) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String item : split(text, ',')) {
      int start = 0;
      while (start < item.length()) {
        int end = endOfPair(item, start);
        addPair(name, item.substring(start, end).strip(), result, problems);
        start = end;
      }
    }
    return result;
  }

  private static int endOfPair(String item, int start) {
    int at = start;
    while (at < item.length() && Character.isWhitespace(item.charAt(at))) {
      at++;
    }
    while (at < item.length()) {
      while (at < item.length() && !Character.isWhitespace(item.charAt(at))) {
        at++;
      }
      int gap = at;
      while (at < item.length() && Character.isWhitespace(item.charAt(at))) {
        at++;
      }
      if (nextWordHasKey(item, at)) {
        return gap;
      }
    }
    return item.length();
  }

  private static boolean nextWordHasKey(String item, int start) {
    for (int at = start; at < item.length(); at++) {
      char c = item.charAt(at);
      if (c == ':') {
        return at > start;
      }
      if (Character.isWhitespace(c)) {
        return false;
      }
    }
    return false;
  }

  private static void addPair(
      String name, String pair, Map<String, String> result, List<String> problems) {
    if (pair.isEmpty()) {
      return;
    }
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      problems.add(name + ": the item '" + shown(pair) + "' is not key:value and is ignored");
      return;
    }
    String value = pair.substring(colon + 1).strip();
    // An empty value means nothing: an unset variable was pasted in.
    if (!value.isEmpty()) {
      String key = pair.substring(0, colon).strip();
      boolean repository = key.equals(RepositoryUrl.TAG);
      result.put(key, repository ? RepositoryUrl.withoutCredentials(value) : value);
    }
  }

  /**
   * Reads header mappings: {@code header} or {@code header:tag}, separated by commas or spaces;
   * there may be spaces around the colon. Names of headers come back in lower case. A tag that does
   * not begin with a letter spoils the whole setting, as it does in Datadog's tracers; a bare
   * {@code *} replaces all other items.
   *
   * @throws IllegalArgumentException for such a tag
   */
  static Map<String, String> headers(String text) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String item : split(closeColons(text.replace('\t', ' ')).replace(' ', ','), ',')) {
      int colon = item.indexOf(':');
      String header = (colon < 0 ? item : item.substring(0, colon)).strip();
      String tag = colon < 0 ? "" : item.substring(colon + 1).strip();
      if (header.equals("*") && colon < 0) {
        return Map.of("*", "");
      }
      if (header.isEmpty()
          || (colon >= 0 && (tag.isEmpty() || !Character.isLetter(tag.charAt(0))))) {
        throw new IllegalArgumentException(item);
      }
      result.put(header.toLowerCase(Locale.ROOT), tag);
    }
    return result;
  }

  /** The text without spaces around its colons. */
  private static String closeColons(String text) {
    StringBuilder closed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        while (!closed.isEmpty() && closed.charAt(closed.length() - 1) == ' ') {
          closed.setLength(closed.length() - 1);
        }
      }
      if (c != ' ' || closed.isEmpty() || closed.charAt(closed.length() - 1) != ':') {
        closed.append(c);
      }
    }
    return closed.toString();
  }

  /**
   * A value for a log line: short, one line, and without what may be a secret: whatever stands
   * before an at sign, after an equals sign, or in the query of a URL.
   */
  static String shown(String value) {
    int at = value.lastIndexOf('@');
    StringBuilder text = new StringBuilder(MAX_SHOWN + 8);
    if (at >= 0) {
      text.append("...");
    }
    int start = Math.max(at, 0);
    int secret = secretStart(value, start);
    int end = Math.min(secret, start + MAX_SHOWN);
    for (int i = start; i < end; i++) {
      char c = value.charAt(i);
      text.append(Character.isISOControl(c) ? ' ' : c);
    }
    return end < value.length() ? text.append("...").toString() : text.toString();
  }

  /** Where {@code key=value} or a query begins that must not be shown; the length if nowhere. */
  private static int secretStart(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      if (value.charAt(i) == '=' || value.charAt(i) == '?') {
        return i + 1;
      }
    }
    return value.length();
  }
}
