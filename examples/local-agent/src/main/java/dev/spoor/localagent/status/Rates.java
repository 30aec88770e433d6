package dev.spoor.localagent.status;

import dev.spoor.localagent.json.Json;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sampling rates that tracers are told. Everything is kept on a laptop, so each is 1 until
 * somebody sets it to watch tracers follow; a service is listed from its first trace on, as a real
 * Agent does it, and has the default rate until it gets one of its own. Thread safe.
 */
public final class Rates {
  /** The key of the rate for services that have none of their own. */
  public static final String DEFAULT = "service:,env:";

  private static final int MAX_SERVICES = 200;
  private static final int MAX_NAME = 100;

  private final ReentrantLock lock = new ReentrantLock();

  /** Rates that were set, by key as tracers see it. */
  private final Map<String, Double> set = new TreeMap<>();

  /** Services that were seen; the one that was not seen for longest goes first. */
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
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
          seen.put(key(root), true);
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
    json.key(DEFAULT).number(defaultRate());
    snapshot().forEach((key, rate) -> json.key(key).number(rate));
    return json.close('}').close('}').toString();
  }

  /**
   * Sets a rate, or takes back one that was set.
   *
   * @param key {@link #DEFAULT}, or {@code service:shop,env:prod}
   * @param rate from 0 to 1; null for the default again
   * @return whether the key and the rate are good
   */
  public boolean set(String key, @Nullable Double rate) {
    boolean good =
        key.length() < 2 * MAX_NAME + 20
            && key.startsWith("service:")
            && key.contains(",env:")
            && (rate == null || (rate >= 0 && rate <= 1));
    lock.lock();
    try {
      if (!good || (set.size() >= MAX_SERVICES && !set.containsKey(key))) {
        return false;
      }
      if (rate == null) {
        set.remove(key);
      } else {
        set.put(key, rate);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The rate for services that have none of their own. */
  double defaultRate() {
    lock.lock();
    try {
      return set.getOrDefault(DEFAULT, 1.0);
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody has set the rate of that key. */
  boolean isSet(String key) {
    lock.lock();
    try {
      return set.containsKey(key);
    } finally {
      lock.unlock();
    }
  }

  /** Rates by key, without the default. */
  Map<String, Double> snapshot() {
    lock.lock();
    try {
      Map<String, Double> rates = new TreeMap<>(set);
      double others = set.getOrDefault(DEFAULT, 1.0);
      seen.keySet().forEach(key -> rates.putIfAbsent(key, others));
      rates.remove(DEFAULT);
      return rates;
    } finally {
      lock.unlock();
    }
  }
}
