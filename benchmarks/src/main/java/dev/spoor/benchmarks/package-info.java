/** What a span costs, in nanoseconds and bytes. */
@NullMarked
package dev.spoor.benchmarks;

import org.jspecify.annotations.NullMarked;
