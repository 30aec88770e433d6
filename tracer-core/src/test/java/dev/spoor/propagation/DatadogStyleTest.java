package dev.spoor.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code x-datadog-*} headers. */
class DatadogStyleTest {
  private static final String ID = "x-datadog-trace-id";
  private static final String PARENT = "x-datadog-parent-id";
  private static final String PRIORITY = "x-datadog-sampling-priority";
  private static final String ORIGIN = "x-datadog-origin";
  private static final String TAGS = "x-datadog-tags";

  @Test
  void allHeadersMakeAContext() {
    RemoteParent parent =
        new Headers(
                "X-Datadog-Trace-Id",
                "18446744073709551615",
                "X-DATADOG-PARENT-ID",
                "9223372036854775808",
                PRIORITY,
                "2",
                ORIGIN,
                "synthetics",
                TAGS,
                "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000,_dd.p.usr.id=a=b,foo=bar")
            .read("datadog");

    assertThat(parent.traceIdLow()).isEqualTo(-1L);
    assertThat(parent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
    assertThat(parent.spanId()).isEqualTo(Long.MIN_VALUE);
    assertThat(parent.priority()).isEqualTo(2);
    assertThat(parent.origin()).isEqualTo("synthetics");
    assertThat(parent.tags().decisionMaker()).isEqualTo("-4");
    assertThat(parent.tags().size()).isEqualTo(1);
    assertThat(parent.tags().name(0)).isEqualTo("_dd.p.usr.id");
    assertThat(parent.tags().value(0)).isEqualTo("a=b");
    assertThat(parent.tags().error()).isNull();
  }

  @Test
  void idsAloneAreEnoughAndOfJoinedValuesTheFirstCounts() {
    RemoteParent parent = new Headers(ID, "1, 7", PARENT, "2,8").read("datadog");

    assertThat(parent.traceIdLow()).isEqualTo(1);
    assertThat(parent.spanId()).isEqualTo(2);
    assertThat(parent.priority()).isEqualTo(Priority.UNSET);
    assertThat(new Headers(ID, "1").read("datadog").spanId()).isZero();
    assertThat(new Headers(ID, "1", PARENT, "0").read("datadog").spanId()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "000",
        "-1",
        "+1",
        "1.0",
        "0x1f",
        "abc",
        "18446744073709551616",
        "99999999999999999999",
        "100000000000000000000",
        "1 2",
        "１"
      })
  void aMalformedOrZeroTraceIdIsNoContextButAnOriginIsKept(String id) {
    assertThat(new Headers(ID, id, PARENT, "2", PRIORITY, "1").read("datadog")).isNull();
    RemoteParent partial = new Headers(ID, id, PARENT, "2", ORIGIN, "rum").read("datadog");
    assertThat(partial.traceIdLow()).isZero();
    assertThat(partial.origin()).isEqualTo("rum");
  }

  @ParameterizedTest
  @CsvSource({
    "x-datadog-parent-id,abc",
    "x-datadog-parent-id,-2",
    "x-datadog-parent-id,18446744073709551616",
    "x-datadog-sampling-priority,high",
    "x-datadog-sampling-priority,1.5",
    "x-datadog-sampling-priority,''",
    "x-datadog-sampling-priority,-",
    "x-datadog-sampling-priority,9999999999"
  })
  void aMalformedParentOrPriorityVoidsTheContext(String header, String value) {
    Headers headers = new Headers(ID, "1", PARENT, "2");
    headers.put(header, value);
    assertThat(headers.read("datadog")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_dd.p.tid=640cfd8d|malformed_tid 640cfd8d",
        "_dd.p.tid=640CFD8D00000000|malformed_tid 640CFD8D00000000",
        "_dd.p.tid=0000000000000000|malformed_tid 0000000000000000",
        "_dd.p.dm=1|decoding_error",
        "_dd.p.dm=-|decoding_error",
        "_dd.p.dm=-x|decoding_error",
        "_dd.p.dm=--1|decoding_error",
        "_dd.p.ts=2|decoding_error",
        "_dd.p.ts=xy|decoding_error",
        "_dd.p.ts=0z|decoding_error",
        "_dd.p.dm=934086A686-4|decoding_error",
        "_dd.p.a=ä|decoding_error",
        "_dd.p.a|decoding_error",
        "_dd.p.a=|decoding_error",
        "=x|decoding_error",
        "_dd.p.a b=x|decoding_error"
      })
  void brokenTagsAreToldButDoNotVoidTheIds(String tags, String error) {
    RemoteParent parent = new Headers(ID, "1", PARENT, "2", TAGS, tags).read("datadog");

    assertThat(parent.traceIdLow()).isEqualTo(1);
    assertThat(parent.traceIdHigh()).isZero();
    assertThat(parent.tags().error()).isEqualTo(error);
    assertThat(parent.tags().decisionMaker()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo=bar",
        "_dd.p.upstream_services=x",
        "_dd.p.ts=02,",
        "_dd.p.ts=0A",
        " _dd.p.ts=0a ,foo=ü",
        "_dd.p.dm=934086a686-4"
      })
  void harmlessTagsAreNoError(String tags) {
    assertThat(new Headers(ID, "1", TAGS, tags).read("datadog").tags().error()).isNull();
  }

  @Test
  void tagsBeyondTheLimitAreNeitherReadNorWritten() {
    String fits = "_dd.p.a=" + "x".repeat(504);
    assertThat(new Headers(ID, "1", TAGS, fits).read("datadog").tags().size()).isEqualTo(1);
    RemoteParent over = new Headers(ID, "1", TAGS, fits + "x").read("datadog");
    assertThat(over.tags().size()).isZero();
    assertThat(over.tags().error()).isEqualTo("extract_max_size");

    // What came fits alone, but not with what the trace adds.
    RemoteParent full = new Headers(ID, "1", PRIORITY, "1", TAGS, fits).read("datadog");
    Span span =
        Headers.tracer(true)
            .startRoot(
                "root",
                new RemoteParent(
                    1, 1, 1, 1, null, full.tags().withDecisionMaker("-1"), null, null));
    assertThat(Headers.of(span, "datadog")).doesNotContainKey(TAGS).containsKey(ID);
    assertThat(span.tag(TraceTags.PROPAGATION_ERROR)).isEqualTo("inject_max_size");
  }

  @Test
  void aLimitOfZeroTurnsTagsOff() {
    List<String> datadog = List.of("datadog");
    Propagator off =
        new Propagator(
            new PropagationRules(
                datadog, datadog, false, "continue", 0, true, 64, 8192, List.of()));
    RemoteParent parent = new Headers(ID, "1", TAGS, "_dd.p.a=b").read(off);
    assertThat(parent.tags().size()).isZero();
    assertThat(parent.tags().error()).isEqualTo("disabled");
    Headers out = new Headers();
    Span span = Headers.tracer(true).start("root");
    off.inject(span, out, Headers::put);
    assertThat(out).doesNotContainKey(TAGS);
    assertThat(span.tag(TraceTags.PROPAGATION_ERROR)).isEqualTo("disabled");
  }

  @Test
  void injectionDecidesSamplingAndWritesIdsAsDecimals() {
    Span span = Headers.tracer(true).start("root");
    assertThat(span.trace().priority()).isEqualTo(Priority.UNSET);
    Headers headers = Headers.of(span, "datadog");

    assertThat(span.trace().priority()).isEqualTo(1);
    assertThat(headers)
        .containsEntry(ID, Long.toUnsignedString(span.trace().idLow()))
        .containsEntry(PARENT, Long.toUnsignedString(span.spanId()))
        .containsEntry(PRIORITY, "1")
        .containsEntry(
            TAGS, "_dd.p.dm=-1,_dd.p.tid=" + TraceId.hex(span.trace().idHigh()) + ",_dd.p.ksr=1")
        .hasSize(4);
  }

  @Test
  void aDroppedTraceSendsNoDecisionMaker() {
    Span span = Headers.tracer(false).start("root");
    assertThat(Headers.of(span, "datadog"))
        .containsEntry(PRIORITY, "0")
        .containsEntry(TAGS, "_dd.p.tid=" + TraceId.hex(span.trace().idHigh()) + ",_dd.p.ksr=1");
  }

  @Test
  void whatCameInGoesOut() {
    Headers in =
        new Headers(
            ID,
            "5",
            PARENT,
            "6",
            PRIORITY,
            "-1",
            ORIGIN,
            "rum",
            TAGS,
            "_dd.p.tid=640cfd8d00000000,_dd.p.ts=02,_dd.p.usr.id=x");
    Span span = Headers.tracer(true).startRoot("root", in.read("datadog"));
    Headers out = Headers.of(span, "datadog");

    in.put(PARENT, Long.toUnsignedString(span.spanId()));
    assertThat(out).isEqualTo(in);
  }

  @Test
  void anOriginThatNoHeaderMayHoldIsNotPassedOn() {
    assertThat(new Headers(ID, "5", ORIGIN, "a\r\nb: c").read("datadog").origin()).isNull();
  }
}
