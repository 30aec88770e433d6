package dev.spoor.wire;

import java.util.Map;

/**
 * A span's link to a span of another trace, as it was received.
 *
 * @param traceId low 64 bits, unsigned
 * @param traceIdHigh high 64 bits, unsigned; 0 if not sent
 * @param spanId unsigned
 * @param attributes flattened to strings, in the order of the wire
 * @param tracestate the W3C header's value, empty if not sent
 * @param flags unsigned 32 bits; bit 31 says that the low byte holds W3C flags
 */
public record DecodedSpanLink(
    long traceId,
    long traceIdHigh,
    long spanId,
    Map<String, String> attributes,
    String tracestate,
    long flags) {}
