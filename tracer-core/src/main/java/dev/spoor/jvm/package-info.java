/** Metrics of the JVM and of the tracer itself, for DogStatsD. */
@NullMarked
package dev.spoor.jvm;

import org.jspecify.annotations.NullMarked;
