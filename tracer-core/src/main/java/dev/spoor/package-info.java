/**
 * The entry point for applications: {@link dev.spoor.Spoor} starts, flushes and stops tracing, and
 * tells the ids that tie log lines to traces.
 */
@NullMarked
package dev.spoor;

import org.jspecify.annotations.NullMarked;
