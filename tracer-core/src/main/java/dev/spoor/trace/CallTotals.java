package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/**
 * How many database and cache calls a trace has finished, and how long they took, for the request's
 * log line. Counted from the spans when the line is written, so that a span costs nothing for it.
 *
 * @param sqlCount calls of type {@code sql}
 * @param sqlNanos their durations added up
 * @param redisCount calls of type {@code redis}
 * @param redisNanos their durations added up
 * @param memcachedCount calls of type {@code memcached}
 * @param memcachedNanos their durations added up
 */
public record CallTotals(
    int sqlCount,
    long sqlNanos,
    int redisCount,
    long redisNanos,
    int memcachedCount,
    long memcachedNanos) {
  public static final CallTotals NONE = new CallTotals(0, 0, 0, 0, 0, 0);

  /** These totals and those of a list of finished spans. */
  CallTotals plus(Span newest) {
    int sql = sqlCount;
    long sqlTime = sqlNanos;
    int redis = redisCount;
    long redisTime = redisNanos;
    int memcached = memcachedCount;
    long memcachedTime = memcachedNanos;
    for (@Nullable Span span = newest; span != null; span = span.older) {
      if (Tags.TYPE_SQL.equals(span.type())) {
        sql++;
        sqlTime += span.duration();
      } else if (Tags.TYPE_REDIS.equals(span.type())) {
        redis++;
        redisTime += span.duration();
      } else if (Tags.TYPE_MEMCACHED.equals(span.type())) {
        memcached++;
        memcachedTime += span.duration();
      }
    }
    return new CallTotals(sql, sqlTime, redis, redisTime, memcached, memcachedTime);
  }
}
