package dev.spoor.kind;

/**
 * The endpoint that a URL leads to, for statistics: its path, cut to eight parts, with what looks
 * like an id replaced by its sort, {@code /users/{param:int}}. The rules are those of Datadog's
 * tracers. Never throws.
 */
final class EndpointText {
  private static final int MAX_PARTS = 8;

  /** Parts of at least this length are no names. */
  private static final int LONG_PART = 20;

  private static final String NO_NAME = "%&'()*+,:=@";

  private EndpointText() {}

  /**
   * The endpoint of a URL, whole or a path alone.
   *
   * @return {@code /} for a URL without a path
   */
  static String of(String url) {
    int end = pathEnd(url);
    int at = pathStart(url, end);
    StringBuilder out = new StringBuilder(end - at + 16);
    for (int parts = 0; at < end && parts < MAX_PARTS; ) {
      int start = at + 1;
      int slash = url.indexOf('/', start);
      at = slash < 0 || slash > end ? end : slash;
      if (at > start) {
        append(out.append('/'), url, start, at);
        parts++;
      }
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  private static int pathEnd(String url) {
    for (int i = 0; i < url.length(); i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        return i;
      }
    }
    return url.length();
  }

  /** Where the slash of the path stands; the end for no path. */
  private static int pathStart(String url, int end) {
    int scheme = url.indexOf("://");
    boolean whole = scheme >= 0 && scheme < end;
    int slash = url.indexOf('/', whole ? scheme + 3 : 0);
    // A path alone begins with its slash; anything else that has no host is no URL.
    return slash < 0 || slash > end || (!whole && slash > 0) ? end : slash;
  }

  private static void append(StringBuilder out, String url, int start, int end) {
    String sort = sort(url, start, end);
    if (sort.isEmpty()) {
      out.append(url, start, end);
    } else {
      out.append("{param:").append(sort).append('}');
    }
  }

  /** What sort of id a part of the path is, "" for a name. */
  private static String sort(String url, int start, int end) {
    int length = end - start;
    int digits = 0;
    int letters = 0;
    int marks = 0;
    boolean special = length >= LONG_PART;
    for (int i = start; i < end; i++) {
      char c = url.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
        letters++;
      } else if (c == '.' || c == '_' || c == '-') {
        marks++;
      } else {
        special |= NO_NAME.indexOf(c) >= 0;
      }
    }
    if (digits == length && length > 1 && url.charAt(start) != '0') {
      return "int";
    }
    if (digits > 0 && digits + marks == length && length >= 3) {
      return "int_id";
    }
    if (digits > 0 && digits + letters == length && length >= 6) {
      return "hex";
    }
    if (digits > 0 && digits + letters + marks == length && length >= 6) {
      return "hex_id";
    }
    return special ? "str" : "";
  }
}
