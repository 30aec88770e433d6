package dev.spoor.agent.scenario.otelapi;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;

/** Reads headers from a map. */
@SuppressWarnings("deprecation")
final class Getter implements TextMapGetter<Map<String, String>> {
  @Override
  public Iterable<String> keys(Map<String, String> carrier) {
    return carrier.keySet();
  }

  @Override
  public String get(Map<String, String> carrier, String key) {
    return carrier.get(key);
  }
}
