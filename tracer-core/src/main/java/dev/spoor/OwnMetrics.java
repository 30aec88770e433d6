package dev.spoor;

import dev.spoor.config.Config;
import dev.spoor.config.DiagnosticSettings;
import dev.spoor.config.ServiceSettings;
import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Log;
import dev.spoor.host.RuntimeId;
import dev.spoor.jvm.HealthMetrics;
import dev.spoor.jvm.JvmMetrics;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.transport.AgentFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics of the JVM every 15 seconds and the tracer's own counters every 30, to the same
 * DogStatsD as the application's. Made when an Agent has answered and 15 seconds have passed since
 * then, on the sender's thread: an application without an Agent pays for nothing of this.
 */
final class OwnMetrics {
  private static final long JVM_NANOS = 15_000_000_000L;
  private static final int JVM_ROUNDS_PER_HEALTH = 2;

  private final @Nullable JvmMetrics jvm;
  private final @Nullable HealthMetrics health;
  private long next;
  private int rounds;

  private OwnMetrics(@Nullable JvmMetrics jvm, @Nullable HealthMetrics health) {
    this.jvm = jvm;
    this.health = health;
  }

  /** Whether the settings want any. */
  static boolean areWanted(Config config) {
    return config.get(DiagnosticSettings.HEALTH_METRICS) || wantsJvm(config);
  }

  private static boolean wantsJvm(Config config) {
    return config.get(DiagnosticSettings.RUNTIME_METRICS)
        && config.get(DiagnosticSettings.JMXFETCH);
  }

  static OwnMetrics of(Config config, DogStatsd statsd) {
    boolean healthWanted = config.get(DiagnosticSettings.HEALTH_METRICS);
    return new OwnMetrics(
        wantsJvm(config) ? jvm(config, statsd) : null,
        healthWanted ? new HealthMetrics(statsd.withOnlyTags(healthTags(config))) : null);
  }

  private static @Nullable JvmMetrics jvm(Config config, DogStatsd statsd) {
    List<String> tags = new ArrayList<>();
    tags.add("service:".concat(config.service()));
    add(tags, "env:", config.env());
    add(tags, "version:", config.version());
    tags.add("runtime-id:".concat(RuntimeId.value()));
    Map<String, String> more = new LinkedHashMap<>(config.tags());
    more.putAll(config.get(ServiceSettings.JMX_TAGS));
    more.forEach((key, value) -> tags.add(key + ":" + value));
    try {
      return new JvmMetrics(statsd.withOnlyTags(tags.toArray(new String[0])));
    } catch (LinkageError | RuntimeException e) {
      Log.debug("This JVM has no management beans", e);
      return null;
    }
  }

  private static String[] healthTags(Config config) {
    List<String> tags = new ArrayList<>();
    tags.add("lang:java");
    add(tags, "lang_version:", System.getProperty("java.version", ""));
    add(tags, "lang_interpreter:", System.getProperty("java.vm.name", ""));
    add(tags, "lang_interpreter_vendor:", System.getProperty("java.vm.vendor", ""));
    tags.add("tracer_version:".concat(Version.CURRENT));
    tags.add("service:".concat(config.service()));
    add(tags, "version:", config.version());
    add(tags, "env:", config.env());
    if (config.statsd().isUnix()) {
      tags.add("dd.internal.entity_id:none"); // or the Agent adds tags of the container
    }
    return tags.toArray(new String[0]);
  }

  private static void add(List<String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.add(key.concat(value));
    }
  }

  /**
   * Where metrics go when the settings name neither port nor address: the Agent may say that it
   * listens on another port than usual.
   */
  static void follow(AgentFeatures features, Config config, DogStatsd statsd) {
    StatsdAddress configured = config.statsd();
    boolean unsaid =
        !configured.isUnix()
            && !config.isSet(DiagnosticSettings.DOGSTATSD_PORT)
            && !config.isSet(DiagnosticSettings.DOGSTATSD_URL);
    if (unsaid && features.statsdPort() > 0) {
      statsd.moveTo(StatsdAddress.udp(configured.host(), features.statsdPort()));
    }
  }

  /**
   * Sends what is due.
   *
   * @param now {@code nanoTime}
   */
  void everySecond(long now) {
    if (rounds > 0 && now - next < 0) {
      return;
    }
    next = now + JVM_NANOS;
    send(now, rounds++ % JVM_ROUNDS_PER_HEALTH == 0);
  }

  private void send(long now, boolean withHealth) {
    try {
      if (jvm != null) {
        jvm.send(now);
      }
      if (health != null && withHealth) {
        health.send();
      }
    } catch (LinkageError | RuntimeException e) {
      Log.once("own-metrics", "Metrics of the JVM could not be read", e);
    }
  }

  /** The last ones. */
  void flush(long now) {
    send(now, true);
  }
}
