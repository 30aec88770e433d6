package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
final class ResourceNames {
  private ResourceNames() {}

  static String of(@Nullable String method, String path, boolean removeTrailingSlash) {
    return join(method, path.replaceAll("[^/]*[0-9][^/]*", "?"));
  }

  static String join(@Nullable String method, String path) {
    return method == null ? path : method + " " + path;
  }
}
