/**
 * What single steps of tracing cost: run them with {@code java -jar
 * benchmarks/target/benchmarks.jar <name> -prof gc}, and {@code -t 2} for two threads.
 */
@NullMarked
package dev.spoor.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
