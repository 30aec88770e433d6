package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
final class UrlText {
  private UrlText() {}

  static String path(String rawPath) {
    return rawPath;
  }

  static String url(@Nullable String scheme, @Nullable String host, String path) {
    return host == null ? path : scheme + "://" + host + path;
  }

  static @Nullable String hostname(@Nullable String host) {
    return host == null || host.indexOf(':') < 0 ? host : host.substring(0, host.indexOf(':'));
  }
}
