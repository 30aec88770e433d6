package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
record JdbcUrl(
    @Nullable String type,
    @Nullable String host,
    int port,
    @Nullable String database,
    @Nullable String instance,
    @Nullable String user) {
  static JdbcUrl parse(String url) {
    String[] parts = url.split(":");
    return new JdbcUrl(parts.length > 1 ? parts[1] : null, null, 0, null, null, null);
  }
}
