package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanEvent;
import dev.spoor.trace.SpanLink;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Links and events of spans on the wire, in both forms. */
class LinksAndEventsTest {
  private final Chunk chunk = new Chunk();
  private final Span span = chunk.tracer.start("work");

  private DecodedSpan sent() throws Exception {
    span.finish();
    return chunk.decoded(0).spans().get(0);
  }

  private static JsonNode json(String text) {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aSpanWithoutThemSaysNothingOfThem() throws Exception {
    DecodedSpan sent = sent();
    assertThat(sent.meta()).doesNotContainKeys("_dd.span_links", "events");
    assertThat(sent.spanEvents()).isEmpty();
    assertThat(span.extras()).isNull();
  }

  @Test
  void linksAreJsonWithHexIds() throws Exception {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("link.name", "batch");
    attributes.put("quote\"", "back\\slash\nünï\u0007");
    span.addLink(new SpanLink(0x6922a0f8L << 32, -2L, 255, 1, "dd=s:1,other=x", attributes));
    span.addLink(new SpanLink(0, 802, 803, 0, null, Map.of()));

    assertThat(sent().tag("_dd.span_links"))
        .isEqualTo(
            "[{\"trace_id\":\"6922a0f800000000fffffffffffffffe\",\"span_id\":\"00000000000000ff\","
                + "\"flags\":1,\"tracestate\":\"dd=s:1,other=x\",\"attributes\":{"
                + "\"link.name\":\"batch\","
                + "\"quote\\\"\":\"back\\\\slash\\n\\u00fcn\\u00ef\\u0007\"}},"
                + "{\"trace_id\":\"00000000000000000000000000000322\","
                + "\"span_id\":\"0000000000000323\"}]");
  }

  @Test
  void attributesOfLinksAreFlattenedToTexts() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("text", "a");
    attributes.put("flag", true);
    attributes.put("list", List.of("x", 2, List.of(0.5, "deep")));
    attributes.put("none", List.of());
    attributes.put("nothing", null);
    assertThat(SpanLink.flatten(attributes))
        .containsExactly(
            Map.entry("text", "a"),
            Map.entry("flag", "true"),
            Map.entry("list.0", "x"),
            Map.entry("list.1", "2"),
            Map.entry("list.2.0", "0.5"),
            Map.entry("list.2.1", "deep"));
  }

  private static Map<String, Object> attributesOfEveryType() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("text", "ü");
    attributes.put("flag", false);
    attributes.put("count", -7);
    attributes.put("ratio", 0.5f);
    attributes.put("codes", List.of(1L, 2L));
    attributes.put("none", List.of());
    attributes.put("infinite", Double.POSITIVE_INFINITY);
    attributes.put("mixed", List.of(1L, "two"));
    attributes.put("holes", Arrays.asList("a", null));
    attributes.put("nothing", null);
    return attributes;
  }

  @Test
  void eventsAreJsonUntilTheAgentTakesTheField() throws Exception {
    span.addEvent(SpanEvent.of("cache.miss", 1_700_000_000_124_456_789L, Map.of()));
    span.addEvent(SpanEvent.of("retry", 5, attributesOfEveryType()));

    DecodedSpan sent = sent();
    assertThat(sent.spanEvents()).isEmpty();
    assertThat(sent.tag("events"))
        .isEqualTo(
            "[{\"time_unix_nano\":1700000000124456789,\"name\":\"cache.miss\"},"
                + "{\"time_unix_nano\":5,\"name\":\"retry\",\"attributes\":{\"text\":\"\\u00fc\","
                + "\"flag\":false,\"count\":-7,\"ratio\":0.5,\"codes\":[1,2],\"none\":[],"
                + "\"infinite\":\"Infinity\"}}]");
  }

  @Test
  void eventsAreAFieldOnceTheAgentTakesIt() throws Exception {
    chunk.encoder.setEventsAsField(true);
    span.setType("web");
    span.addEvent(SpanEvent.of("cache.miss", 1_700_000_000_124_456_789L, Map.of()));
    span.addEvent(SpanEvent.of("retry", 5, attributesOfEveryType()));

    DecodedSpan sent = sent();
    assertThat(sent.meta()).doesNotContainKey("events");
    assertThat(sent.spanEvents())
        .containsExactly(
            new DecodedSpanEvent(1_700_000_000_124_456_789L, "cache.miss", Map.of()),
            new DecodedSpanEvent(
                5,
                "retry",
                Map.of(
                    "text",
                    "ü",
                    "flag",
                    false,
                    "count",
                    -7L,
                    "ratio",
                    0.5,
                    "codes",
                    List.of(1L, 2L),
                    "none",
                    List.of())));
  }

  @Test
  void aTagOfTheSameNameGivesWay() throws Exception {
    span.setTag("events", "mine");
    span.setTag("_dd.span_links", "mine");
    span.addEvent(SpanEvent.of("e", 1, Map.of()));
    assertThat(sent().tag("events")).startsWith("[{");
    assertThat(sent().tag("_dd.span_links")).isNull();
  }

  @Test
  void aTextThatWouldBeCutLosesWholeEntriesInstead() throws Exception {
    long dropped = Counters.of("encode.dropped.links_and_events").sum();
    String large = "x".repeat(12_000);
    for (int i = 0; i < 4; i++) {
      span.addEvent(SpanEvent.of("event" + i, i, Map.of("a", i == 2 ? "small" : large)));
    }
    JsonNode events = json(sent().tag("events"));
    assertThat(events.size()).isEqualTo(3);
    assertThat(events.get(2).get("name").asString()).isEqualTo("event2");
    assertThat(Counters.of("encode.dropped.links_and_events").sum()).isEqualTo(dropped + 1);
  }

  @Test
  void whatComesAfterTheEndIsIgnored() throws Exception {
    span.addEvent(SpanEvent.of("before", 1, Map.of()));
    span.finish();
    span.addEvent(SpanEvent.of("after", 2, Map.of()));
    span.addLink(new SpanLink(0, 1, 2, 0, null, Map.of()));
    assertThat(span.extras().events()).hasSize(1);
    assertThat(span.extras().links()).isEmpty();
  }

  @Test
  void aSpanIsNoLog() {
    for (int i = 0; i < 3000; i++) {
      span.addEvent(SpanEvent.of("e", i, Map.of()));
      span.addLink(new SpanLink(0, 1, i, 0, null, Map.of()));
    }
    assertThat(span.extras().events()).hasSize(1024);
    assertThat(span.extras().links()).hasSize(1024);
  }
}
