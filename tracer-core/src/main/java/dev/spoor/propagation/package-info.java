/**
 * How trace context and baggage travel in headers: Datadog's own, W3C Trace Context and Baggage,
 * B3. {@link dev.spoor.propagation.Propagator} is the door. Nothing here throws because of what a
 * header holds, and nothing is written that a header may not hold.
 */
@NullMarked
package dev.spoor.propagation;

import org.jspecify.annotations.NullMarked;
