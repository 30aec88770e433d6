package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * Obfuscated statements by the statement, since applications repeat few. Thread safe and lock-free.
 *
 * <p>A statement longer than 16,384 characters is obfuscated each time: it is likely to be the only
 * one of its kind, such as a batch of rows.
 */
final class SqlCache {
  private static final int PLACES = 1_024;
  private static final int MAX_SQL = 16 * 1024;
  private static final int MAX_CHARS = 2 * 1024 * 1024;

  private static final SqlText UNKNOWN = new SqlText(SqlObfuscator.UNKNOWN, null);

  private final PairCache<SqlText> cache = new PairCache<>(PLACES, MAX_SQL, MAX_CHARS);

  /**
   * What to show of that statement; the same object for the same statement while it is remembered.
   */
  SqlText get(@Nullable String sql, SqlDialect dialect) {
    if (sql == null || sql.isEmpty()) {
      return UNKNOWN;
    }
    SqlText known = cache.get(sql, dialect.name());
    if (known != null) {
      return known;
    }
    String resource = SqlObfuscator.obfuscate(sql, dialect);
    SqlText made = new SqlText(resource, SqlObfuscator.operation(resource));
    cache.put(sql, dialect.name(), made);
    return made;
  }
}
