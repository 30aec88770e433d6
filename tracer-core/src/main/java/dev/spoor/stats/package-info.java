/**
 * Statistics of spans, computed in this process before sampling: hits, errors and durations of
 * alike spans in buckets of ten seconds, as {@code /v0.6/stats} takes them.
 *
 * <p>{@link dev.spoor.stats.SpanStats} counts, on the threads that finish traces, without a lock
 * and, once a group is known, without allocation; {@link dev.spoor.stats.StatsSender} sends, on the
 * sender's thread, if the Agent can take them.
 */
@NullMarked
package dev.spoor.stats;

import org.jspecify.annotations.NullMarked;
