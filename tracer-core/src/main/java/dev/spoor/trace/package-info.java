/**
 * Spans, the local traces that hold them together, and the tracer that makes them: the door for
 * authors of instrumentation. Depends on nothing of ours but {@code dev.spoor.context} and the
 * counters.
 */
@NullMarked
package dev.spoor.trace;

import org.jspecify.annotations.NullMarked;
