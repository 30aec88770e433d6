/**
 * The application that the whole-process comparison loads: a servlet container, two databases, a
 * cache and JSON logs, in the smallest shape that real services have. Knows nothing of tracing.
 */
@NullMarked
package dev.spoor.benchmarks.overhead.app;

import org.jspecify.annotations.NullMarked;
