package dev.spoor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule of a well-made span is held, and a well-made span breaks none. */
class SpanRulesTest {
  private static final long START = 1_700_000_000_000_000_000L;

  /** A span whose parts can be changed one by one. */
  private static final class Draft {
    String service = "shop";
    String name = "servlet.request";
    String resource = "GET /";
    long traceId = 1;
    long spanId = 1;
    long parentId;
    long start = START;
    long duration = 5;
    int error;
    final Map<String, String> meta = new HashMap<>();
    final Map<String, Double> metrics =
        new HashMap<>(Map.of("_sampling_priority_v1", 1.0, "_dd.top_level", 1.0));

    DecodedSpan span() {
      return new DecodedSpan(
          service, name, resource, "web", traceId, spanId, parentId, start, duration, error, meta,
          metrics, Map.of(), List.of(), List.of());
    }
  }

  private interface Change {
    void to(Draft draft);
  }

  private static List<String> check(Change change) {
    Draft draft = new Draft();
    change.to(draft);
    return SpanRules.check(new DecodedTrace(List.of(draft.span())), true);
  }

  private static void assertViolation(String expected, Change change) {
    assertThat(check(change)).singleElement().asString().contains(expected);
  }

  @Test
  void aWellMadeSpanBreaksNone() {
    assertThat(
            check(
                d -> {
                  d.meta.put("_dd.p.tid", "655409e200000000");
                  d.meta.put("_dd.p.dm", "-1");
                  d.meta.put("http.status_code", "503");
                  d.error = 1;
                }))
        .isEmpty();
  }

  @Test
  void eachRuleOfASpanIsHeld() {
    assertViolation("trace_id is 0", d -> d.traceId = 0);
    assertViolation("span_id is 0", d -> set(d, 0, 7));
    assertViolation("its own parent", d -> set(d, 7, 7));
    assertViolation("service is empty", d -> d.service = "");
    assertViolation("name is over 100 bytes", d -> d.name = "\u00e9".repeat(51));
    assertViolation("resource is over", d -> d.resource = "x".repeat(5_001));
    assertViolation("before the year 2000", d -> d.start = 1_700_000_000_000L);
    assertViolation("duration is -1", d -> d.duration = -1);
    assertViolation("error is 2", d -> d.error = 2);
    assertViolation("metric x is NaN", d -> d.metrics.put("x", Double.NaN));
    assertViolation("over the limits", d -> d.meta.put("x", "y".repeat(25_001)));
    assertViolation("_dd.p.tid is", d -> d.meta.put("_dd.p.tid", "655409E200000000"));
    assertViolation("_dd.p.tid is", d -> d.meta.put("_dd.p.tid", "0000000000000000"));
    assertViolation("_dd.p.dm is", d -> d.meta.put("_dd.p.dm", "1"));
    assertViolation("http.status_code is", d -> d.meta.put("http.status_code", "0"));
    assertViolation("must be a string", d -> d.metrics.put("http.status_code", 200.0));
    assertViolation("needs _sampling_priority_v1", d -> d.metrics.remove("_sampling_priority_v1"));
    assertViolation("_sampling_priority_v1 is", d -> d.metrics.put("_sampling_priority_v1", 0.5));
    assertViolation("a root has no _dd.top_level", d -> d.metrics.remove("_dd.top_level"));
  }

  private static void set(Draft draft, long spanId, long parentId) {
    draft.spanId = spanId;
    draft.parentId = parentId;
  }

  @Test
  void rulesOfAChunkAreHeld() {
    Draft first = new Draft();
    Draft second = new Draft();
    second.parentId = 1;
    second.traceId = 2;
    second.meta.put("_dd.p.tid", "655409e200000000");
    List<String> found =
        SpanRules.check(new DecodedTrace(List.of(first.span(), second.span())), true);
    assertThat(found)
        .anyMatch(v -> v.contains("used twice"))
        .anyMatch(v -> v.contains("of another trace"))
        .anyMatch(v -> v.contains("not the first of its chunk"));
    assertThat(SpanRules.check(new DecodedTrace(List.of()), true)).hasSize(1);
    assertThat(SpanRules.check(new DecodedTrace(List.of(first.span())), false))
        .singleElement()
        .asString()
        .contains("without Datadog-Client-Computed-Top-Level");
  }

  @Test
  void assertionsOnASpanTellWhatDiffersAndShowTheSpan() {
    DecodedSpan span = new Draft().span();
    Draft other = new Draft();
    other.parentId = 1;
    other.spanId = 2;
    other.error = 1;
    other.meta.put("error.type", "java.io.IOException");
    SpanAssert.assertThat(span).isRoot().isTopLevel().hasNoError().hasNoTag("error.type");
    SpanAssert.assertThat(other.span())
        .isChildOf(span)
        .isWithin(span)
        .hasType("web")
        .hasError("java.io.IOException");
    assertThatThrownBy(() -> SpanAssert.assertThat(span).hasResource("POST /"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("POST /")
        .hasMessageContaining("in shop servlet.request \"GET /\"");
    assertThatThrownBy(() -> SpanAssert.assertThat(span).isChildOf(other.span()))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> SpanAssert.assertThat(span).hasTag("absent"))
        .isInstanceOf(AssertionError.class);
  }
}
