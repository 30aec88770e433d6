/**
 * The OpenTelemetry API on this tracer: its spans are the tracer's spans, its contexts travel with
 * the tracer's own.
 *
 * <p>Nothing else of ours knows OpenTelemetry, so an application that never comes here needs no jar
 * of it. Compiled against the newest version of the API; what an older one does not have is asked
 * for in a way that costs the one feature. Under the agent these classes are defined once per
 * application loader, between the API's classes there and the tracer.
 *
 * <p>Rules, in the order in which they were taken: the API's own contracts (what is ignored, what
 * null means), then how Datadog's tracers map OpenTelemetry spans to theirs (names, reserved
 * attributes, status, events).
 */
@NullMarked
package dev.spoor.otel;

import org.jspecify.annotations.NullMarked;
