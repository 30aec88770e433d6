package dev.spoor.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Counters;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.testing.FakeStatsd;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
  private FakeStatsd server;
  private DogStatsd client;

  @BeforeEach
  void start() {
    server = FakeStatsd.start();
    client = DogStatsd.open(StatsdAddress.udp("127.0.0.1", server.port()), "service:shop");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private List<String> lines() {
    client.increment("end");
    client.flush();
    server.awaitLine(line -> line.startsWith("end:"));
    return server.lines();
  }

  @Test
  void theJvmIsToldUnderTheNamesOfTheDashboards() {
    JvmMetrics metrics = new JvmMetrics(client);
    metrics.send(1_000_000_000L);
    metrics.send(3_000_000_000L);
    List<String> lines = lines();
    List<String> names = lines.stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
    assertThat(names)
        .contains(
            "jvm.heap_memory",
            "jvm.heap_memory_committed",
            "jvm.heap_memory_init",
            "jvm.heap_memory_max",
            "jvm.non_heap_memory",
            "jvm.non_heap_memory_max",
            "jvm.thread_count",
            "jvm.loaded_classes",
            "jvm.gc.metaspace_size",
            "jvm.buffer_pool.direct.used",
            "jvm.buffer_pool.mapped.count",
            "jvm.gc.minor_collection_count",
            "jvm.gc.minor_collection_time",
            "jvm.gc.major_collection_count",
            "jvm.gc.major_collection_time");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("jvm."))
        .allMatch(line -> line.matches("[a-z_.]+:-?[0-9.]+\\|g\\|#service:shop"));
    assertThat(names.stream().filter("jvm.gc.minor_collection_count"::equals)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Copy, 0",
    "PS Scavenge, 0",
    "ParNew, 0",
    "G1 Young Generation, 0",
    "ZGC Minor Cycles, 0",
    "MarkSweepCompact, 2",
    "PS MarkSweep, 2",
    "G1 Old Generation, 2",
    "G1 Mixed Generation, 2",
    "ZGC Major Cycles, 2",
    "ZGC Cycles, 2",
    "Shenandoah Cycles, 2",
    "G1 Concurrent GC, -1",
    "ZGC Pauses, -1",
    "Shenandoah Pauses, -1",
    "ZGC Minor Pauses, -1"
  })
  void collectorsAreYoungOrOld(String name, int place) {
    assertThat(JvmMetrics.place(name)).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource({
    "G1 Eden Space, jvm.gc.eden_size",
    "Eden Space, jvm.gc.eden_size",
    "PS Survivor Space, jvm.gc.survivor_size",
    "Tenured Gen, jvm.gc.old_gen_size",
    "G1 Old Gen, jvm.gc.old_gen_size",
    "ZGC Old Generation, jvm.gc.old_gen_size",
    "Metaspace, jvm.gc.metaspace_size",
    "CodeCache, ''"
  })
  void poolsHaveTheirGauge(String pool, String metric) {
    assertThat(JvmMetrics.poolMetric(pool)).isEqualTo(metric);
  }

  @Test
  void countersAreSentAsDifferencesAndByCause() {
    HealthMetrics metrics = new HealthMetrics(client);
    metrics.send();
    Counters.of("api.responses.total").add(2);
    Counters.of("api.responses.total.200").add(1);
    Counters.of("api.responses.total.429").add(1);
    Counters.of("span.sampling.sampled.single-span").add(3);
    Counters.of("health.test.count").add(5);
    metrics.send();
    Counters.of("health.test.count").add(2);
    metrics.send();
    metrics.send();
    List<String> lines = lines();
    assertThat(lines)
        .contains(
            "datadog.tracer.api.responses.total:1|c|#service:shop,status:429",
            "datadog.tracer.span.sampling.sampled:3|c|#service:shop,sampler:single-span",
            "datadog.tracer.health.test.count:5|c|#service:shop");
    assertThat(
            Stream.concat(lines.stream(), Stream.empty())
                .filter(line -> line.startsWith("datadog.tracer.health.test.count")))
        .containsExactly(
            "datadog.tracer.health.test.count:5|c|#service:shop",
            "datadog.tracer.health.test.count:2|c|#service:shop");
    assertThat(lines)
        .noneMatch(line -> line.contains("api.responses.total") && !line.contains("status:"));
  }
}
