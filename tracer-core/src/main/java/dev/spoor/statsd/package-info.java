/**
 * Sends metrics, events and service checks to DogStatsD, the part of the Datadog Agent that takes
 * them line by line; the tracer itself and applications use it alike.
 *
 * <p>{@link dev.spoor.statsd.DogStatsd} is the door. Calls of it cost a few hundred nanoseconds,
 * wait for nothing and throw nothing; what cannot be sent is dropped and counted.
 */
@NullMarked
package dev.spoor.statsd;

import org.jspecify.annotations.NullMarked;
