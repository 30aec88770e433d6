package dev.spoor.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zipkin's headers, one or several. */
class B3StyleTest {
  private static final String TRACE = "640cfd8d000000000000000000000abc";
  private static final String SPAN = "00000000000000ff";

  private static RemoteParent multi(String traceId, String spanId, String sampled) {
    Headers headers = new Headers("X-B3-TraceId", traceId);
    if (spanId != null) {
      headers.put("x-b3-spanid", spanId);
    }
    if (sampled != null) {
      headers.put("X-B3-SAMPLED", sampled);
    }
    return headers.read("b3multi");
  }

  private static RemoteParent single(String header) {
    return new Headers("B3", header).read("b3single");
  }

  @Test
  void allThreeHeadersMakeAContextWithTagsForTheRoot() {
    RemoteParent parent = multi(TRACE, SPAN, "1");

    assertThat(parent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
    assertThat(parent.traceIdLow()).isEqualTo(0xabc);
    assertThat(parent.spanId()).isEqualTo(255);
    assertThat(parent.priority()).isEqualTo(1);
    assertThat(parent.origin()).isNull();
    assertThat(parent.tags().size()).isZero();
    Span root = Headers.tracer(true).startRoot("root", parent);
    assertThat(root.tag("b3.traceid")).isEqualTo(TRACE);
    assertThat(root.tag("b3.spanid")).isEqualTo(SPAN);
  }

  @Test
  void theSingleHeaderSaysTheSame() {
    assertThat(single(TRACE + "-" + SPAN + "-1")).isEqualTo(multi(TRACE, SPAN, "1"));
    assertThat(single(TRACE + "-" + SPAN)).isEqualTo(multi(TRACE, SPAN, null));
    assertThat(single(TRACE + "-" + SPAN + "-0-0000000000000001"))
        .isEqualTo(multi(TRACE, SPAN, "0"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "d, 0", "true, 0", "'', 0", "2, 0"})
  void onlyOneMeansKept(String flag, int priority) {
    assertThat(multi(TRACE, SPAN, flag).priority()).isEqualTo(priority);
    assertThat(single(TRACE + "-" + SPAN + "-" + flag).priority()).isEqualTo(priority);
  }

  @Test
  void withoutAFlagNothingIsDecided() {
    assertThat(multi(TRACE, SPAN, null).priority()).isEqualTo(Priority.UNSET);
    assertThat(single(TRACE + "-" + SPAN).priority()).isEqualTo(Priority.UNSET);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 0, abc",
    "0000000000000abc, 0, abc",
    "1ffffffffffffffff, 1, ffffffffffffffff",
    "640cfd8d00000000ffffffffffffffff, 640cfd8d00000000, ffffffffffffffff"
  })
  void idsOfAnyLengthUpToTheFullOneAreRead(String id, String high, String low) {
    RemoteParent parent = multi(id, "f", "1");
    assertThat(parent.traceIdHigh()).isEqualTo(Long.parseUnsignedLong(high, 16));
    assertThat(parent.traceIdLow()).isEqualTo(Long.parseUnsignedLong(low, 16));
    assertThat(parent.spanId()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "00000000000000000000000000000000",
        "640cfd8d000000000000000000000000",
        "640CFD8D000000000000000000000ABC",
        "640cfd8d000000000000000000000abc0",
        "xyz",
        "-1"
      })
  void aMalformedTraceIdIsNoContext(String id) {
    assertThat(multi(id, SPAN, "1")).isNull();
    assertThat(single(id + "-" + SPAN + "-1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ABC", "00000000000000000", "x"})
  void aMalformedSpanIdVoidsTheContext(String id) {
    assertThat(multi(TRACE, id, "1")).isNull();
    assertThat(single(TRACE + "-" + id + "-1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "d", "", "-", "--", "---"})
  void aSingleHeaderWithNothingButAFlagIsNoContext(String header) {
    assertThat(single(header)).isNull();
  }

  @Test
  void aTraceWithoutASpanHasNoParent() {
    RemoteParent parent = multi(TRACE, null, "1");
    assertThat(parent.spanId()).isZero();
    assertThat(parent.rootTags()).containsExactly("b3.traceid", TRACE);
  }

  @Test
  void injectionWritesWholeIdsAndTheDecision() {
    Span span = Headers.tracer(true).start("root");
    String id = TraceId.hex(span.trace().idHigh(), span.trace().idLow());
    String spanId = TraceId.hex(span.spanId());

    Headers multi = Headers.of(span, "b3multi");
    assertThat(multi)
        .containsEntry("X-B3-TraceId", id)
        .containsEntry("X-B3-SpanId", spanId)
        .containsEntry("X-B3-Sampled", "1")
        .hasSize(3);
    assertThat(multi.keySet()).contains("X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled");
    assertThat(Headers.of(span, "b3single"))
        .containsEntry("b3", id + "-" + spanId + "-1")
        .hasSize(1);
    Span dropped = Headers.tracer(false).start("root");
    assertThat(Headers.of(dropped, "b3multi")).containsEntry("X-B3-Sampled", "0");
    assertThat(Headers.of(dropped, "b3single").get("b3")).endsWith("-0");
  }

  @Test
  void shortIdsArePaddedUnlessThatIsOff() {
    Span span = Headers.tracer(true).startRoot("root", multi("abc", "f", "1"));
    assertThat(Headers.of(span, "b3multi")).containsEntry("X-B3-TraceId", "0".repeat(29) + "abc");

    List<String> styles = List.of("b3multi");
    Propagator plain =
        new Propagator(
            new PropagationRules(
                styles, styles, false, "continue", 512, false, 64, 8192, List.of()));
    Headers headers = new Headers();
    plain.inject(span, headers, Headers::put);
    assertThat(headers).containsEntry("X-B3-TraceId", "0000000000000abc");
    headers.clear();
    Span wide = Headers.tracer(true).startRoot("root", multi(TRACE, SPAN, "1"));
    plain.inject(wide, headers, Headers::put);
    assertThat(headers).containsEntry("X-B3-TraceId", TRACE);
  }
}
