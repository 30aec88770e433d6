package dev.spoor.wire;

import java.util.Map;

/**
 * Something that happened during a span, as it was received.
 *
 * @param timeUnixNano unsigned nanoseconds since 1970
 * @param attributes values are {@code String}, {@code Boolean}, {@code Long}, {@code Double}, or a
 *     {@code List} of these
 */
public record DecodedSpanEvent(long timeUnixNano, String name, Map<String, Object> attributes) {}
