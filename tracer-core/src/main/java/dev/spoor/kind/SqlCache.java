package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Stub. */
final class SqlCache {
  SqlText get(@Nullable String sql) {
    return new SqlText(sql == null ? "DB Query" : sql.replaceAll("'[^']*'|\\d+", "?"), null);
  }
}
