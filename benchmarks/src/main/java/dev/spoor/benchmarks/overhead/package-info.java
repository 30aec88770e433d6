/**
 * What an agent costs a whole process, measured side by side: the same application under no agent,
 * under Spoor and under its rivals, all up at once and loaded in turn. Not for nanoseconds of
 * single operations; those are JMH's.
 */
@NullMarked
package dev.spoor.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
