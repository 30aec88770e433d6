package dev.spoor.localagent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.localagent.store.Changes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of DogStatsD, and what is kept of them. */
class DogStatsDTest {
  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final MetricStore store = new MetricStore(3, now::get, new Changes());

  private void send(String line) {
    DogStatsD.parse(line).metrics().forEach(store::add);
  }

  private JsonNode series(String name) {
    for (JsonNode metric : new JsonMapper().readTree(store.json("")).get("metrics")) {
      if (metric.get("name").asString().equals(name)) {
        return metric.at("/series/0");
      }
    }
    throw new AssertionError("no " + name);
  }

  private double newest(String name) {
    JsonNode values = series(name).get("values");
    return values.get(values.size() - 1).asDouble();
  }

  @Test
  void everyTypeAndOptionIsRead() {
    assertThat(DogStatsD.parse("a.b:1|c|@0.5|#env:prod,x|c:ci-1|T1700000000|card:low").metrics())
        .containsExactly(
            new Metric("a.b", Metric.Type.COUNT, 1, "", 0.5, List.of("env:prod", "x")));
    assertThat(DogStatsD.parse("a:1:2.5:-3|h|#t:1").metrics())
        .extracting(Metric::value)
        .containsExactly(1.0, 2.5, -3.0);
    assertThat(DogStatsD.parse("users:a:b|s").metrics().get(0).member()).isEqualTo("a:b");
    assertThat(DogStatsD.parse("_e{5,4}:title|a\\nb|t:error|#x").notice())
        .isEqualTo(new DogStatsD.Notice("error", "title", "a\nb", List.of("x")));
    assertThat(DogStatsD.parse("_sc|db|2|#x|m:no answer").notice())
        .isEqualTo(new DogStatsD.Notice("error", "db is critical", "no answer", List.of("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a:1",
        ":1|c",
        "a:|c",
        "a:x|c",
        "a:1|q",
        "a:1|c|@0",
        "a:1|c|@x",
        "a:1e999|g",
        "a:0x10|g",
        "a:1d|g",
        "a:NaN|g",
        "_e{",
        "_sc|x|9",
        "a:1:2|c"
      })
  void whatMakesNoSenseIsRefused(String line) {
    assertThat(DogStatsD.parse(line).isBad()).isTrue();
  }

  @Property(tries = 500)
  void noLineDoesHarm(@ForAll String line, @ForAll("noise") String noise) {
    assertThat(DogStatsD.parse(line)).isNotNull();
    assertThat(DogStatsD.parse(noise)).isNotNull();
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "_e{", "1,1}:", "|", "c", "h", "a", ":", "1", "@", "0.5", "#", ",", "_sc|", "m:")
        .list()
        .ofMaxSize(15)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadAgain(
      @ForAll Metric.Type type, @ForAll("numbers") double value, @ForAll boolean tagged) {
    boolean set = type == Metric.Type.SET;
    Metric metric =
        new Metric(
            "a.b_c",
            type,
            set ? 0 : value,
            set ? "m" : "",
            1,
            tagged ? List.of("k:v", "x") : List.of());
    assertThat(DogStatsD.parse(metric.dogStatsD()).metrics()).containsExactly(metric);
  }

  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.doubles().between(-1e12, 1e12).map(value -> value == 0 ? 0.0 : value);
  }

  @Test
  void valuesOfTenSecondsAreOnePoint() {
    send("c:1|c|@0.5");
    send("c:3|c");
    assertThat(newest("c")).isEqualTo(5);
    send("g:1|g");
    send("g:7|g");
    assertThat(newest("g")).isEqualTo(7);
    send("h:10:20|h");
    assertThat(newest("h")).isEqualTo(15);
    assertThat(series("h").get("p95").get(179).asDouble()).isEqualTo(20);
    now.addAndGet(10_000);
    send("h:1|h");
    JsonNode values = series("h").get("values");
    assertThat(values.get(178).asDouble()).isEqualTo(15);
    assertThat(values.get(179).asDouble()).isEqualTo(1);
    assertThat(values.get(177).isNull()).isTrue();
  }

  @Test
  void halfAnHourIsKept() {
    send("c:4|c");
    now.addAndGet(1_790_000);
    assertThat(series("c").get("values").get(0).asDouble()).isEqualTo(4);
    now.addAndGet(10_000);
    assertThat(series("c").get("values").get(0).isNull()).isTrue();
    send("c:2|c");
    now.addAndGet(3_600_000);
    send("c:9|c");
    JsonNode values = series("c").get("values");
    assertThat(values.get(179).asDouble()).isEqualTo(9);
    assertThat(values.valueStream().filter(v -> !v.isNull())).hasSize(1);
  }

  @Test
  void setsCountTheirMembers() {
    send("u:a|s");
    send("u:b|s");
    send("u:a|s");
    assertThat(newest("u")).isEqualTo(2);
  }

  @Test
  void seriesAreBounded() {
    send("a:1|c|#x:1,y:2");
    send("a:1|c|#y:2,x:1");
    for (int i = 0; i < 5; i++) {
      send("m" + i + ":1|g");
    }
    assertThat(store.counts()).isEqualTo(new MetricStore.Counts(3, 7, 0, 3));
    assertThat(store.json("m4")).contains("\"m4\"").doesNotContain("\"m3\"");
  }
}
