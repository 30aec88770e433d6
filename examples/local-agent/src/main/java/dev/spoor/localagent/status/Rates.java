package dev.spoor.localagent.status;

import dev.spoor.localagent.render.Json;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sampling rates that tracers are told. Everything is kept on a laptop, so each is 1; a service
 * is listed from its first trace on, as a real Agent does it. Thread safe.
 */
public final class Rates {
  private static final int MAX_SERVICES = 200;
  private static final int MAX_NAME = 100;

  private final ReentrantLock lock = new ReentrantLock();

  /** By key as tracers see it; the service that was not seen for longest goes first. */
  private final Map<String, Double> rates =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
          return size() > MAX_SERVICES;
        }
      };

  /** Learns the services of these traces. */
  public void learn(List<DecodedTrace> traces) {
    lock.lock();
    try {
      for (DecodedTrace trace : traces) {
        DecodedSpan root = trace.rootSpan();
        if (root != null) {
          rates.put(key(root), 1.0);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static String key(DecodedSpan root) {
    String env = root.tag("env");
    return "service:" + name(root.service()) + ",env:" + name(env == null ? "" : env);
  }

  private static String name(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(MAX_NAME, lower.length()));
  }

  /** The body of an answer to traces. */
  public String json() {
    Json json = new Json().open('{').key("rate_by_service").open('{');
    json.key("service:,env:").number(1);
    snapshot().forEach((key, rate) -> json.key(key).number(rate));
    return json.close('}').close('}').toString();
  }

  /** Rates by key, without the default. */
  Map<String, Double> snapshot() {
    lock.lock();
    try {
      return new TreeMap<>(rates);
    } finally {
      lock.unlock();
    }
  }
}
