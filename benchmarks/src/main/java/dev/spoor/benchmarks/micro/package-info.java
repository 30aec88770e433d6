/**
 * What single steps of tracing cost: {@code benchmarks/micro.sh} runs all of them and writes a
 * table, {@code java -jar benchmarks/target/benchmarks.jar <name> -prof gc} one with JMH's options.
 */
@NullMarked
package dev.spoor.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
