package dev.spoor.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resource names of HTTP spans: {@code METHOD path}, with the parts of the path that look like ids
 * replaced, so that one endpoint is one resource. The rules are those of Datadog's Java tracer.
 *
 * <p>Thread safe. Names of recent paths are remembered; such a path costs no allocation.
 */
final class ResourceNames {
  private static final PairCache<String> PATHS = cache();
  private static final PairCache<String> TRIMMED_PATHS = cache();
  private static final PairCache<String> ROUTES = cache();

  private ResourceNames() {}

  private static PairCache<String> cache() {
    return new PairCache<>(512, 256, 32 * 1024);
  }

  /**
   * The name for a path.
   *
   * @param method null gives the path alone
   * @param path decoded, without query; null or empty counts as {@code /}
   * @param removeTrailingSlash whether one slash at the end goes
   */
  static String of(@Nullable String method, @Nullable String path, boolean removeTrailingSlash) {
    if (path == null || path.isEmpty()) {
      return join(method, "/");
    }
    PairCache<String> cache = removeTrailingSlash ? TRIMMED_PATHS : PATHS;
    String key = method == null ? "" : method;
    String name = cache.get(path, key);
    if (name == null) {
      String normal = normalize(path, false, true);
      if (removeTrailingSlash && normal.length() > 1 && normal.endsWith("/")) {
        normal = normal.substring(0, normal.length() - 1);
      }
      name = concat(key, normal);
      cache.put(path, key, name);
    }
    return name;
  }

  /**
   * The method in upper case and a route or path as it stands; the latter alone without a method.
   */
  static String join(@Nullable String method, String route) {
    if (method == null || method.isEmpty()) {
      return route;
    }
    String name = ROUTES.get(route, method);
    if (name == null) {
      name = concat(method, route);
      ROUTES.put(route, method, name);
    }
    return name;
  }

  private static String concat(String method, String path) {
    return method.isEmpty() ? path : method.toUpperCase(Locale.ROOT) + " " + path;
  }

  /**
   * Replaces what looks like an id, segment by segment; slashes stay exactly as they are.
   *
   * <p>{@code v1} to {@code v99} is kept as a version. Any other segment of two or three characters
   * that begins with a {@code v}, and any that holds an ASCII digit, becomes {@code ?}.
   *
   * @param encoded whether the path is percent-encoded: the two characters after a percent sign are
   *     then no digits, and blanks go
   * @param preserveSpaces whether blanks of a path that is not encoded stay
   */
  static String normalize(String path, boolean encoded, boolean preserveSpaces) {
    StringBuilder out = null;
    int start = 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      boolean id = end > start && isId(path, start, end, encoded);
      boolean blanks = (encoded || !preserveSpaces) && hasBlank(path, start, end);
      if (out == null && (id || blanks)) {
        out = new StringBuilder(path.length()).append(path, 0, start);
      }
      if (out != null) {
        append(out, path, start, end, id, blanks);
        if (end < path.length()) {
          out.append('/');
        }
      }
      start = end + 1;
    }
    return out == null ? path : out.length() == 0 ? "/" : out.toString();
  }

  private static void append(
      StringBuilder out, String path, int start, int end, boolean id, boolean blanks) {
    if (id) {
      out.append('?');
    } else if (!blanks) {
      out.append(path, start, end);
    } else {
      for (int i = start; i < end; i++) {
        if (!Character.isWhitespace(path.charAt(i))) {
          out.append(path.charAt(i));
        }
      }
    }
  }

  private static boolean isId(String path, int start, int end, boolean encoded) {
    int length = end - start;
    if ((length == 2 || length == 3) && (path.charAt(start) | 0x20) == 'v') {
      return !isDigit(path.charAt(start + 1)) || !isDigit(path.charAt(end - 1));
    }
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (encoded && c == '%') {
        i += 2;
      } else if (isDigit(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasBlank(String path, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isWhitespace(path.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
