/**
 * The OpenTelemetry API of an application, whatever its version: gets the agent's tracer behind it.
 * And methods with the annotations of {@code opentelemetry-instrumentation-annotations}.
 */
@NullMarked
package dev.spoor.agent.lib.otelapi;

import org.jspecify.annotations.NullMarked;
