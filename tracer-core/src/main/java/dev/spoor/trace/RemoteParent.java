package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/**
 * What a request brought from the service that made it: the ids of the calling span, and the
 * decisions that must be kept for the whole trace. Immutable.
 *
 * @param traceIdHigh high 64 bits of the trace id, 0 for a 64-bit id
 * @param traceIdLow low 64 bits; 0 means that only {@code origin} or baggage came in, and that the
 *     receiving span starts a trace of its own
 * @param spanId the calling span's id, unsigned
 * @param priority a value of {@link Priority}, {@link Priority#UNSET} when none came
 * @param origin product that started the trace ({@code synthetics}, {@code rum}), or null
 * @param tags tags that belong to the whole trace ({@code _dd.p.*})
 * @param lastDatadogParent 16 hex digits: the last span of a Datadog tracer on the way, or null
 * @param tracestate members of {@code tracestate} that are not Datadog's, as received, or null
 */
public record RemoteParent(
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    int priority,
    @Nullable String origin,
    TraceTags tags,
    @Nullable String lastDatadogParent,
    @Nullable String tracestate) {}
