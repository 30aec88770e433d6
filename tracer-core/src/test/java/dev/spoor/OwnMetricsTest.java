package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.diag.Counters;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.testing.FakeStatsd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which metrics of the JVM and of the tracer are sent, with which tags, and when. */
class OwnMetricsTest {
  private static final long SECOND = 1_000_000_000L;

  private static Config config(FakeStatsd server, String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DD_DOGSTATSD_PORT", Integer.toString(server.port()));
    settings.put("DD_AGENT_HOST", "127.0.0.1");
    settings.put("DD_SERVICE", "shop");
    settings.put("DD_ENV", "test");
    settings.put("DD_TAGS", "dyno:web.1");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return Config.resolve(Sources.of(settings));
  }

  private static List<String> sent(FakeStatsd server, Config config, int seconds) {
    try (DogStatsd statsd = DogStatsd.openFlushedElsewhere(config, () -> {})) {
      OwnMetrics own = OwnMetrics.of(config, statsd);
      for (int i = 0; i < seconds; i++) {
        Counters.of("own.metrics.test").increment();
        own.everySecond(i * SECOND);
        statsd.flush();
      }
      statsd.increment("end");
    }
    server.awaitLine(line -> line.startsWith("end:"));
    return server.lines();
  }

  @Test
  void bothAreSentAtTheirPace() {
    try (FakeStatsd server = FakeStatsd.start()) {
      List<String> lines = sent(server, config(server), 46);
      List<String> threads =
          lines.stream().filter(line -> line.startsWith("jvm.thread_count:")).toList();
      assertThat(threads).as("0, 15, 30, 45 s").hasSize(4);
      assertThat(threads.get(0)).contains("service:shop", "env:test", "dyno:web.1", "runtime-id:");
      List<String> health =
          lines.stream().filter(l -> l.startsWith("datadog.tracer.own.metrics.test:")).toList();
      assertThat(health).as("0, 30 s").hasSize(2);
      assertThat(health.get(1))
          .startsWith("datadog.tracer.own.metrics.test:30|c|#lang:java,lang_version:")
          .contains("tracer_version:" + Version.CURRENT, "service:shop", "env:test")
          .doesNotContain("dyno");
    }
  }

  @Test
  void metricsOfTheJvmCanHaveTagsOfTheirOwn() {
    try (FakeStatsd server = FakeStatsd.start()) {
      Config config = config(server, "DD_TRACE_JMX_TAGS", "pool:a,dyno:b");
      List<String> lines = sent(server, config, 1);
      assertThat(lines)
          .filteredOn(line -> line.startsWith("jvm."))
          .isNotEmpty()
          .allMatch(line -> line.contains("pool:a") && line.contains("dyno:b"));
      assertThat(lines)
          .filteredOn(line -> line.startsWith("datadog.tracer."))
          .isNotEmpty()
          .noneMatch(line -> line.contains("pool:a"));
    }
  }

  @Test
  void eachCanBeSwitchedOff() {
    try (FakeStatsd server = FakeStatsd.start()) {
      List<String> lines = sent(server, config(server, "DD_RUNTIME_METRICS_ENABLED", "false"), 1);
      assertThat(lines).noneMatch(l -> l.startsWith("jvm."));
      assertThat(lines).anyMatch(l -> l.startsWith("datadog.tracer."));
    }
    try (FakeStatsd server = FakeStatsd.start()) {
      List<String> lines =
          sent(server, config(server, "DD_TRACE_HEALTH_METRICS_ENABLED", "false"), 1);
      assertThat(lines).anyMatch(l -> l.startsWith("jvm."));
      assertThat(lines).noneMatch(l -> l.startsWith("datadog.tracer."));
      Config none =
          config(
              server, "DD_TRACE_HEALTH_METRICS_ENABLED", "false", "DD_JMXFETCH_ENABLED", "false");
      assertThat(OwnMetrics.areWanted(none)).isFalse();
      assertThat(OwnMetrics.areWanted(config(server))).isTrue();
    }
  }
}
