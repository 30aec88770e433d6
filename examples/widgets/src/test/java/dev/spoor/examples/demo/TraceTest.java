package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final List<String> NAMES = List.of("postgresql.query");

  @Test
  void queriesAtAnyDepthBelowTheServerSpanAreFine() {
    Trace trace =
        trace(
            span("9", "18446744073709551615", "postgresql.query", "sql", 0),
            span("18446744073709551615", "4", "spring.handler", "web", 0),
            span("4", "0", "servlet.request", "web", 0));

    assertThat(trace.complaints(NAMES, false)).isEmpty();
    assertThat(trace.contains("9")).isTrue();
    assertThat(trace.contains("10")).isFalse();
  }

  @Test
  void idsOfLogLinesAreFoundWhicheverWayTheAgentWritesThem() {
    Trace trace =
        trace(
            span("\"ffffffffffffffff\"", "0000000000000000", "servlet.request", "web", 0),
            span("9", "ffffffffffffffff", "postgresql.query", "sql", 0));

    assertThat(trace.complaints(NAMES, false)).isEmpty();
    assertThat(trace.contains("18446744073709551615")).isTrue();
    assertThat(trace.contains("9")).isTrue();
    assertThat(trace.contains("no number")).isFalse();
  }

  @Test
  void queryOutsideTheTreeIsTold() {
    Trace trace =
        trace(
            span("4", "0", "servlet.request", "web", 0),
            span("9", "5", "postgresql.query", "sql", 0));

    assertThat(trace.complaints(NAMES, false))
        .containsExactly(
            "has no postgresql.query below its root, only [postgresql.query, servlet.request]");
  }

  @Test
  void circleOfParentsEnds() {
    Trace trace =
        trace(
            span("4", "0", "servlet.request", "web", 0),
            span("9", "8", "postgresql.query", "sql", 0),
            span("8", "9", "x", "", 0));

    assertThat(trace.complaints(NAMES, false)).hasSize(1);
  }

  @Test
  void rootMustBeOneServerSpanWithTheRightError() {
    assertThat(trace().complaints(List.of(), false)).hasSize(1);
    assertThat(
            trace(span("4", "0", "a", "web", 0), span("5", "0", "b", "web", 0))
                .complaints(List.of(), false))
        .hasSize(1);
    assertThat(trace(span("4", "0", "a", "sql", 0)).complaints(List.of(), false)).hasSize(1);
    assertThat(trace(span("4", "0", "a", "web", 0)).complaints(List.of(), true)).hasSize(1);
    assertThat(trace(span("4", "0", "a", "web", 1)).complaints(List.of(), true)).isEmpty();
  }

  private static Trace trace(String... spans) {
    return Trace.of("{\"trace\":{\"spans\":[" + String.join(",", spans) + "]}}");
  }

  private static String span(String id, String parent, String name, String type, int error) {
    return """
    {"trace_id":"1","span_id":%s,"parent_id":"%s","name":"%s","type":"%s","error":%d}"""
        .formatted(id, parent, name, type, error);
  }
}
