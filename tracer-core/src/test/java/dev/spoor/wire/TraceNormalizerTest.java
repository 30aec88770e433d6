package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an Agent would count as malformed, or drop. */
class TraceNormalizerTest {
  private static DecodedSpan span(Consumer<SpanFields> change) {
    SpanFields fields = new SpanFields();
    fields.service = "shop";
    fields.name = "servlet.request";
    fields.resource = "GET /";
    fields.traceId = 1;
    fields.spanId = 1;
    fields.start = 1_700_000_000_000_000_000L;
    fields.duration = 5;
    change.accept(fields);
    return fields.span();
  }

  private static void assertMalformed(String reason, Consumer<SpanFields> change) {
    TraceNormalizer.Verdict verdict =
        TraceNormalizer.check(new DecodedTrace(List.of(span(change))));
    assertThat(verdict.dropReason()).isNull();
    assertThat(verdict.malformed()).isEqualTo(Map.of(reason, 1));
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void findsNothingInAWellMadeTrace() {
    DecodedSpan good = span(f -> f.meta = Map.of("http.status_code", "599", "peer.service", "db"));
    assertThat(TraceNormalizer.check(new DecodedTrace(List.of(good))).isClean()).isTrue();
  }

  @Test
  void countsEachKindOfMalformedSpan() {
    String tooLong = "x".repeat(101);
    assertMalformed("service_empty", f -> f.service = "");
    assertMalformed("service_truncate", f -> f.service = tooLong);
    assertMalformed("service_invalid", f -> f.service = "12 ~ 3");
    assertMalformed("span_name_empty", f -> f.name = "");
    assertMalformed("span_name_truncate", f -> f.name = tooLong);
    assertMalformed("span_name_invalid", f -> f.name = "_1.2");
    assertMalformed("resource_empty", f -> f.resource = "");
    assertMalformed("type_truncate", f -> f.type = tooLong);
    assertMalformed("invalid_duration", f -> f.duration = -1);
    assertMalformed("invalid_duration", f -> f.duration = Long.MAX_VALUE);
    assertMalformed("invalid_start_date", f -> f.start = 946_684_799_999_999_999L);
    assertMalformed("peer_service_invalid", f -> f.meta = Map.of("peer.service", "~"));
    assertMalformed("base_service_truncate", f -> f.meta = Map.of("_dd.base_service", tooLong));
    for (String status : List.of("", "20", "600", "099", "2000", "abc", "2\u0661\u0661")) {
      assertMalformed("invalid_http_status_code", f -> f.meta = Map.of("http.status_code", status));
    }
  }

  @Test
  void countsDuplicateSpanIds() {
    DecodedSpan span = span(f -> {});
    assertThat(TraceNormalizer.check(new DecodedTrace(List.of(span, span))).malformed())
        .isEqualTo(Map.of("duplicate_span_id", 1));
  }

  @Test
  void aLongNameInTwoByteLettersIsTruncatedByBytes() {
    assertMalformed("service_truncate", f -> f.service = "\u00e9".repeat(51));
  }

  @Test
  void differentHighHalvesOfTheTraceIdAreForeign() {
    DecodedSpan one = span(f -> f.meta = Map.of("_dd.p.tid", "655409e200000000"));
    DecodedSpan same = span(f -> f.spanId = 2);
    DecodedSpan other = span(f -> f.meta = Map.of("_dd.p.tid", "655409e300000000"));
    assertThat(TraceNormalizer.check(new DecodedTrace(List.of(one, same))).dropReason()).isNull();
    assertThat(TraceNormalizer.check(new DecodedTrace(List.of(one, other))).dropReason())
        .isEqualTo("foreign_span");
  }

  @Test
  void theRootIsTheSpanWithoutParentElseTheOneWithAForeignParent() {
    DecodedSpan child = span(f -> f.parentId = 2);
    DecodedSpan local = span(f -> set(f, 2, 77));
    DecodedSpan root = span(f -> set(f, 2, 0));
    assertThat(new DecodedTrace(List.of(child, root)).rootSpan()).isEqualTo(root);
    assertThat(new DecodedTrace(List.of(child, local)).rootSpan()).isEqualTo(local);
    assertThat(new DecodedTrace(List.of()).rootSpan()).isNull();
  }

  private static void set(SpanFields fields, long spanId, long parentId) {
    fields.spanId = spanId;
    fields.parentId = parentId;
    fields.metrics = Map.of("_sampling_priority_v1", 2.0);
  }

  @Test
  void idsOf128BitsAreToldInFull() {
    DecodedSpan high =
        span(
            f -> {
              f.traceId = 0xc0ffee0011223344L;
              f.meta = Map.of("_dd.p.tid", "655409e200000000");
            });
    assertThat(new DecodedTrace(List.of(high)).traceIdHex())
        .isEqualTo("655409e200000000c0ffee0011223344");
    DecodedSpan broken = span(f -> f.meta = Map.of("_dd.p.tid", "655409e20000000x"));
    assertThat(new DecodedTrace(List.of(broken)).traceIdHex())
        .isEqualTo("00000000000000000000000000000001");
  }
}
