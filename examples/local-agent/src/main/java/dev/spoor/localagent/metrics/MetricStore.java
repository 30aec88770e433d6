package dev.spoor.localagent.metrics;

import dev.spoor.localagent.json.Json;
import dev.spoor.localagent.store.Changes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The metrics of the last half hour. Bounded in the number of series, each of which has a fixed
 * size; the one that was silent for longest makes room, and that is counted. Thread safe.
 */
public final class MetricStore {
  private static final int SHOWN = 300;
  private static final int MAX_TEXT = 4_000;

  private final int maxSeries;
  private final LongSupplier millis;
  private final Changes changes;
  private final ReentrantLock lock = new ReentrantLock();

  /** By name, type and tags; what was silent for longest comes first. */
  private final Map<String, Series> series = new LinkedHashMap<>(16, 0.75f, true);

  private long received;
  private long refused;
  private long dropped;

  /**
   * @param millis the time since 1970
   */
  public MetricStore(int maxSeries, LongSupplier millis, Changes changes) {
    this.maxSeries = maxSeries;
    this.millis = millis;
    this.changes = changes;
  }

  public void add(Metric metric) {
    List<String> tags = metric.tags().stream().sorted().toList();
    if (metric.name().length() + tags.stream().mapToInt(String::length).sum() > MAX_TEXT) {
      refuse();
      return;
    }
    String key = metric.name() + "|" + metric.type().sign() + "|" + String.join(",", tags);
    lock.lock();
    try {
      series.computeIfAbsent(key, k -> new Series(metric)).add(metric, millis.getAsLong());
      received++;
      Iterator<Series> oldest = series.values().iterator();
      while (series.size() > maxSeries) {
        oldest.next();
        oldest.remove();
        dropped++;
      }
    } finally {
      lock.unlock();
    }
    changes.next();
  }

  /** Counts a line that could not be read. */
  public void refuse() {
    lock.lock();
    try {
      refused++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How much came.
   *
   * @param series that are kept
   * @param received values
   * @param refused lines that could not be read
   * @param dropped series that had to make room
   */
  public record Counts(int series, long received, long refused, long dropped) {}

  public Counts counts() {
    lock.lock();
    try {
      return new Counts(series.size(), received, refused, dropped);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The metrics as JSON, by name, each with its series.
   *
   * @param text only what has this in its name or tags; lower case
   */
  public String json(String text) {
    long now = millis.getAsLong();
    lock.lock();
    try {
      Map<String, List<Series>> byName = new TreeMap<>();
      int shown = 0;
      int left = 0;
      for (Series one : series.values()) {
        if (!(one.name + " " + String.join(" ", one.tags))
            .toLowerCase(Locale.ROOT)
            .contains(text)) {
          continue;
        }
        if (shown++ < SHOWN) {
          byName.computeIfAbsent(one.name, n -> new ArrayList<>()).add(one);
        } else {
          left++;
        }
      }
      Json json = new Json().open('{').key("step").number(Series.STEP_MILLIS);
      json.key("now").number(now).key("left_out").number(left).key("metrics").open('[');
      byName.forEach((name, all) -> metric(json, name, all, now));
      return json.close(']').close('}').toString();
    } finally {
      lock.unlock();
    }
  }

  private static void metric(Json json, String name, List<Series> all, long now) {
    json.open('{').key("name").string(name).key("type").string(all.get(0).type.sign());
    json.key("series").open('[');
    for (Series one : all) {
      json.open('{').key("tags").open('[');
      one.tags.forEach(json::string);
      json.close(']').key("last").number(one.last).key("last_at").number(one.lastMillis);
      points(json.key("values"), one.values(now));
      double[] percentiles = one.percentiles(now);
      if (percentiles != null) {
        points(json.key("p95"), percentiles);
      }
      json.close('}');
    }
    json.close(']').close('}');
  }

  private static void points(Json json, double[] values) {
    json.open('[');
    for (double value : values) {
      if (Double.isNaN(value)) {
        json.nothing();
      } else {
        json.number(value);
      }
    }
    json.close(']');
  }
}
