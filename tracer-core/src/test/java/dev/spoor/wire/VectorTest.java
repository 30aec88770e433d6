package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every stored body decodes to what its JSON says, or is refused where an Agent refuses it. */
class VectorTest {
  static List<Vectors> v04() {
    return Vectors.of("/v0.4/traces");
  }

  static List<Vectors> v05() {
    return Vectors.of("/v0.5/traces");
  }

  static List<Vectors> v07() {
    return Vectors.of("/v0.7/traces");
  }

  static List<Vectors> v10() {
    return Vectors.of("/v1.0/traces");
  }

  static List<Vectors> v06() {
    return Vectors.of("/v0.6/stats");
  }

  @Test
  void thereAreVectorsForEachEndpoint() {
    assertThat(v04()).hasSizeGreaterThan(20);
    assertThat(v05()).hasSizeGreaterThan(5);
    assertThat(v07()).isNotEmpty();
    assertThat(v10()).hasSize(4).filteredOn(Vectors::isRefused).hasSize(2);
    assertThat(v06()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("v04")
  void spanMapsDecodeOrAreRefused(Vectors vector) throws Exception {
    if (vector.isRefused()) {
      assertRefused(vector);
      return;
    }
    List<DecodedTrace> traces = TraceDecoder.decode(vector.endpoint(), vector.body());
    assertThat(traces).hasSize(vector.json().size());
    for (int i = 0; i < traces.size(); i++) {
      List<Map<String, Object>> expected = new ArrayList<>();
      vector.json().get(i).forEach(span -> expected.add(JsonRendering.ofJson(span)));
      assertThat(rendered(traces.get(i))).isEqualTo(expected);
    }
    assertVerdict(vector, traces);
    assertThat(TraceDecoder.decode("/v0.3/traces", vector.body())).hasSameSizeAs(traces);
  }

  @ParameterizedTest
  @MethodSource("v05")
  void stringTablesDecodeOrAreRefused(Vectors vector) throws Exception {
    if (vector.isRefused()) {
      assertRefused(vector);
      return;
    }
    List<DecodedTrace> traces = TraceDecoder.decode(vector.endpoint(), vector.body());
    JsonNode table = vector.json().get(0);
    JsonNode json = vector.json().get(1);
    assertThat(traces).hasSize(json.size());
    for (int i = 0; i < traces.size(); i++) {
      List<Map<String, Object>> expected = new ArrayList<>();
      json.get(i).forEach(span -> expected.add(JsonRendering.ofJson(span, table)));
      assertThat(rendered(traces.get(i))).isEqualTo(expected);
    }
    assertVerdict(vector, traces);
  }

  @ParameterizedTest
  @MethodSource("v07")
  void tracerPayloadsDecodeWithTheTagsOfAChunkOnItsFirstSpan(Vectors vector) throws Exception {
    List<DecodedTrace> traces = TraceDecoder.decode(vector.endpoint(), vector.body());
    JsonNode chunks = vector.json().get("chunks");
    assertThat(traces).hasSize(chunks.size());
    DecodedSpan first = traces.get(0).spans().get(0);
    Map<String, Object> expected = JsonRendering.ofJson(chunks.get(0).get("spans").get(0));
    expected.put("meta", Map.of("_dd.p.dm", "-1"));
    expected.put("metrics", Map.of("_dd.top_level", 1.0, "_sampling_priority_v1", 1.0));
    assertThat(JsonRendering.of(first)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("v10")
  void indexedPayloadsDecodeToTheSpansOfV04OrAreRefused(Vectors vector) throws Exception {
    if (vector.isRefused()) {
      assertRefused(vector);
      return;
    }
    List<DecodedTrace> traces = TraceDecoder.decode(vector.endpoint(), vector.body());
    assertThat(traces.stream().map(VectorTest::rendered).toList())
        .isEqualTo(IndexedJson.spans(vector.json()));
    assertVerdict(vector, traces);
  }

  @ParameterizedTest
  @MethodSource("v06")
  void statsDecode(Vectors vector) throws Exception {
    DecodedStats stats = StatsDecoder.decode(vector.body());
    JsonNode json = vector.json();
    assertThat(stats.runtimeId()).isEqualTo(json.get("RuntimeID").asString());
    assertThat(stats.sequence()).isEqualTo(json.get("Sequence").asLong());
    assertThat(stats.env()).isEqualTo(json.get("Env").asString());
    assertThat(stats.version()).isEqualTo(json.get("Version").asString());
    assertThat(stats.buckets()).hasSize(json.get("Stats").size());
    DecodedStats.Bucket bucket = stats.buckets().get(0);
    JsonNode bucketJson = json.get("Stats").get(0);
    assertThat(bucket.start()).isEqualTo(bucketJson.get("Start").asLong());
    assertThat(bucket.duration()).isEqualTo(10_000_000_000L);
    assertThat(bucket.groups()).hasSize(bucketJson.get("Stats").size());
    for (int i = 0; i < bucket.groups().size(); i++) {
      assertGroup(bucket.groups().get(i), bucketJson.get("Stats").get(i));
    }
  }

  private static void assertGroup(DecodedStats.Group group, JsonNode json) {
    assertThat(group.name()).isEqualTo(json.get("Name").asString());
    assertThat(group.service()).isEqualTo(json.get("Service").asString());
    assertThat(group.resource()).isEqualTo(json.get("Resource").asString());
    assertThat(group.type()).isEqualTo(json.get("Type").asString());
    assertThat(group.spanKind()).isEqualTo(json.get("SpanKind").asString());
    assertThat(group.httpStatusCode()).isEqualTo(json.get("HTTPStatusCode").asLong());
    assertThat(group.synthetics()).isEqualTo(json.get("Synthetics").asBoolean());
    assertThat(group.isTraceRoot()).isEqualTo(json.get("IsTraceRoot").asInt());
    assertThat(group.peerTags()).hasSameSizeAs(json.get("PeerTags"));
    assertThat(group.hits()).isEqualTo(json.get("Hits").asLong());
    assertThat(group.errors()).isEqualTo(json.get("Errors").asLong());
    assertThat(group.topLevelHits()).isEqualTo(json.get("TopLevelHits").asLong());
    assertThat(group.duration()).isEqualTo(json.get("Duration").asLong());
    assertThat(HexFormat.of().formatHex(group.okSummary()))
        .isEqualTo(json.get("OkSummary").get("$bin").asString());
    assertThat(HexFormat.of().formatHex(group.errorSummary()))
        .isEqualTo(json.get("ErrorSummary").get("$bin").asString());
  }

  private static void assertRefused(Vectors vector) {
    assertThatThrownBy(() -> TraceDecoder.decode(vector.endpoint(), vector.body()))
        .isInstanceOf(MalformedPayload.class);
  }

  private static void assertVerdict(Vectors vector, List<DecodedTrace> traces) {
    String marker = "trace dropped: ";
    int at = vector.expected().indexOf(marker);
    String reason = at < 0 ? null : vector.expected().substring(at + marker.length());
    for (DecodedTrace trace : traces) {
      assertThat(TraceNormalizer.check(trace).dropReason()).isEqualTo(reason);
    }
  }

  private static List<Map<String, Object>> rendered(DecodedTrace trace) {
    return trace.spans().stream().map(JsonRendering::of).toList();
  }
}
