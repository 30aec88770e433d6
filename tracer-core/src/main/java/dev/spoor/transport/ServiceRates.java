package dev.spoor.transport;

import dev.spoor.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sampling rates in the body of a reply to a trace request. Most replies are as the one
 * before, so what was found in that one is remembered. Of one thread.
 */
final class ServiceRates {
  private byte[] body = {};
  private @Nullable Map<String, Double> rates;

  /** {@link #parse} of UTF-8. */
  @Nullable Map<String, Double> of(byte[] reply) {
    if (!Arrays.equals(reply, body)) {
      rates = parse(new String(reply, StandardCharsets.UTF_8));
      body = reply;
    }
    return rates;
  }

  /**
   * The rates by key ({@code service:S,env:E}, as given), clamped to 0..1; null if the body says
   * nothing about rates, which means that the old ones stay in force. Values that are no numbers
   * are left out.
   */
  static @Nullable Map<String, Double> parse(String body) {
    Map<?, ?> object = JsonReader.readObject(body);
    if (object == null || !(object.get("rate_by_service") instanceof Map<?, ?> rates)) {
      return null;
    }
    Map<String, Double> result = new LinkedHashMap<>();
    rates.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof Double rate && !rate.isNaN()) {
            result.put(name, Math.max(0.0, Math.min(1.0, rate)));
          }
        });
    return Collections.unmodifiableMap(result);
  }
}
