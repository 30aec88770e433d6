package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * Where a request went, put together once for recent hosts and paths.
 *
 * @param url without query
 * @param hostname without port
 */
record Located(String url, @Nullable String hostname) {
  private static final PairCache<Located> HTTP = new PairCache<>(512, 256, 32 * 1024);
  private static final PairCache<Located> HTTPS = new PairCache<>(512, 256, 32 * 1024);

  /** Longer ones are made up, and would be kept. */
  private static final int MAX_HOST = 128;

  /**
   * @param host as a Host header has it, or null
   * @param path decoded, without query
   */
  static Located of(@Nullable String scheme, @Nullable String host, String path) {
    PairCache<Located> cache = "http".equals(scheme) ? HTTP : "https".equals(scheme) ? HTTPS : null;
    if (cache == null || host == null || host.length() > MAX_HOST) {
      return make(scheme, host, path);
    }
    Located known = cache.get(path, host);
    if (known == null) {
      known = make(scheme, host, path);
      cache.put(path, host, known);
    }
    return known;
  }

  private static Located make(@Nullable String scheme, @Nullable String host, String path) {
    return new Located(UrlText.url(scheme, host, path), UrlText.hostname(host));
  }
}
