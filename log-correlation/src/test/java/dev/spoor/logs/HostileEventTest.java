package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import dev.spoor.diag.Counters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** Whatever is logged: one line, valid JSON, distinct names, ids and level in place. */
class HostileEventTest {
  @AfterEach
  void clearMdc() {
    MDC.clear();
  }

  static List<Named<Consumer<Logger>>> events() {
    List<Named<Consumer<Logger>>> events = new ArrayList<>();
    add(events, "null message", log -> log.info(null));
    add(events, "line breaks", log -> log.info("a\nb\r\nc"));
    add(events, "U+2028 and U+2029", log -> log.info("a\u2028b\u2029c"));
    add(events, "lone high surrogate", log -> log.info("a\ud83db"));
    add(events, "lone low surrogate at the end", log -> log.info("a\ude00"));
    add(events, "reversed surrogates", log -> log.info("\ude00\ud83d"));
    add(events, "emoji", log -> log.info("\ud83d\ude00"));
    add(events, "NUL and control characters", log -> log.info("a\0b\u0001\u001b\u007f"));
    add(events, "one million characters", log -> log.info("x".repeat(1_000_000)));
    add(events, "two million bytes of text", log -> log.info("ü\n".repeat(700_000)));
    add(events, "NaN", log -> log.atInfo().addKeyValue("n", Double.NaN).log("nan"));
    add(
        events,
        "infinity",
        log -> log.atInfo().addKeyValue("n", Float.NEGATIVE_INFINITY).log("infinite"));
    add(events, "cause that is its own cause", log -> log.error("cycle", cycle()));
    add(events, "suppressed", log -> log.error("suppressed", suppressed()));
    add(events, "exception without message", log -> log.error("bare", new Error()));
    add(events, "argument whose toString throws", log -> log.info("{}", new Throwing()));
    add(
        events,
        "pair whose getter throws",
        log -> log.atInfo().addKeyValue("bad", new Throwing()).addKeyValue("ok", 1).log("bean"));
    add(
        events,
        "structured argument whose getter throws",
        log -> log.info("argument {}", StructuredArguments.kv("bad", new Throwing())));
    add(
        events,
        "marker whose value throws",
        log -> log.info(Markers.append("bad", new Throwing()), "marker"));
    add(
        events,
        "list that contains itself",
        log -> log.atInfo().addKeyValue("bad", selfContaining()).log("endless"));
    add(
        events,
        "map with a null key",
        log -> log.atInfo().addKeyValue("bad", nullKey()).log("null key"));
    add(events, "pair with a null key", log -> log.atInfo().addKeyValue(null, 1).log("null"));
    add(
        events,
        "the same pair twice",
        log -> log.atInfo().addKeyValue("k", 1).addKeyValue("k", 2).log("twice"));
    add(events, "keys that are ours", HostileEventTest::ourKeys);
    add(
        events,
        "a name with a lone surrogate and a NUL",
        log -> log.atInfo().addKeyValue("\ud83d\0\"", 1).log("name"));
    return events;
  }

  private static void add(
      List<Named<Consumer<Logger>>> events, String name, Consumer<Logger> event) {
    events.add(Named.of(name, event));
  }

  @ParameterizedTest
  @MethodSource("events")
  void oneValidLine(Consumer<Logger> event) {
    try (LogOutput output = LogOutput.json()) {
      output.ids.open("11", "22");
      event.accept(output.logger());

      JsonNode line = output.line();
      assertThat(line.at("/dd/trace_id").asString()).isEqualTo("11");
      assertThat(line.get("level").asString()).isIn("INFO", "ERROR");
      assertThat(line.get("logger_name").asString()).isEqualTo("app");
    }
  }

  @Test
  void aValueThatThrowsCostsOnlyItself() {
    long before = Counters.value("logs.encoder.fallback");
    try (LogOutput output = LogOutput.json()) {
      MDC.put("user_id", "42");
      output.ids.open("11", "22");
      output
          .logger()
          .atError()
          .setCause(new IllegalStateException("boom"))
          .addKeyValue("bad", new Throwing())
          .addKeyValue("good", 17)
          .log("still here");
      output.logger().info("next");

      JsonNode line = output.lines().get(0);
      assertThat(line.get("message").asString()).isEqualTo("still here");
      assertThat(line.get("good").asString()).isEqualTo("17");
      assertThat(line.get("bad").asString()).isEqualTo("[java.lang.IllegalArgumentException]");
      assertThat(line.get("user_id").asString()).isEqualTo("42");
      assertThat(line.at("/error/message").asString()).isEqualTo("boom");
      assertThat(line.at("/dd/span_id").asString()).isEqualTo("22");
      assertThat(line.has("encoder_error")).isTrue();
      assertThat(output.lines().get(1).has("encoder_error")).isFalse();
    }
    assertThat(Counters.value("logs.encoder.fallback")).isEqualTo(before + 1);
  }

  @Test
  void textArrivesUnharmed() {
    String text = "\u0000 \" \\ / < > & \u2028 \u00fc \u2603 \ud83d\ude00 \t\r\n";
    try (LogOutput output = LogOutput.json()) {
      output.logger().info(text);

      assertThat(output.line().get("message").asString()).isEqualTo(text);
    }
  }

  private static void ourKeys(Logger log) {
    for (String key : List.of("dd", "error", "dd.span_id", "ddsource", "level", "@timestamp")) {
      MDC.put(key, "mdc");
    }
    log.atError().setCause(new Error("e")).addKeyValue("dd", Map.of("trace_id", 1)).log("keys");
  }

  private static Exception cycle() {
    Exception outer = new Exception("outer");
    outer.initCause(new Exception("inner", outer));
    return outer;
  }

  private static Exception suppressed() {
    Exception outer = new Exception("outer");
    outer.addSuppressed(new Exception("one", new Exception("cause of one")));
    outer.addSuppressed(outer.getSuppressed()[0]);
    return outer;
  }

  private static List<Object> selfContaining() {
    List<Object> list = new ArrayList<>();
    List<Object> other = new ArrayList<>();
    list.add(other);
    other.add(list);
    return list;
  }

  private static Map<String, String> nullKey() {
    Map<String, String> map = new HashMap<>();
    map.put(null, "x");
    return map;
  }

  /** A bean that fails whichever way it is read. */
  public static final class Throwing {
    public String getName() {
      throw new IllegalArgumentException("getter");
    }

    @Override
    public String toString() {
      throw new IllegalArgumentException("toString");
    }
  }
}
