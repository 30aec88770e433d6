package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people look at shows what was sent, and nothing that was sent can harm who looks. */
class PagesTest extends WithAgent {
  private void send(String vector) {
    assertThat(http.put("/v0.4/traces", Payloads.vector(vector)).statusCode()).isEqualTo(200);
  }

  @Test
  void anEmptyAgentSaysSo() {
    assertThat(http.get("/traces").body()).contains("No traces yet");
    assertThat(JSON.readTree(http.get("/api/traces").body()).get("traces")).isEmpty();
    assertThat(http.get("/status").body())
        .contains("No traces received in the previous minute.", "Status: Running");
  }

  @Test
  void tracesAreListedNewestFirst() {
    send("v04-01-simple.msgpack");
    send("v04-06-trace128.msgpack");
    List<String> lines = http.get("/traces").body().lines().skip(1).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("655409e200000000c0ffee0011223344");
    assertThat(lines.get(1)).contains("shop", "servlet.request", "GET /cart", "15.25 ms");
    JsonNode json = JSON.readTree(http.get("/api/traces").body()).get("traces");
    assertThat(json.get(0).get("trace_id").asString())
        .isEqualTo("655409e200000000c0ffee0011223344");
    assertThat(json.get(1).get("duration").asLong()).isEqualTo(15_250_000);
  }

  @Test
  void aTraceIsFoundByEachFormOfItsId() {
    send("v04-06-trace128.msgpack");
    for (String id :
        List.of(
            "655409e200000000c0ffee0011223344",
            "655409E200000000C0FFEE0011223344",
            "c0ffee0011223344",
            Long.toUnsignedString(0xc0ffee0011223344L))) {
      HttpResponse<String> page = http.get("/traces/" + id);
      assertThat(page.statusCode()).as(id).isEqualTo(200);
      assertThat(page.body()).contains("Trace 655409e200000000c0ffee0011223344");
      assertThat(http.get("/api/traces/" + id).statusCode()).isEqualTo(200);
    }
    for (String id :
        List.of("000409e200000000c0ffee0011223344", "1", "99999999999999999999", "x")) {
      assertThat(http.get("/traces/" + id).statusCode()).as(id).isEqualTo(404);
    }
  }

  @Test
  void aTraceIsShownAsTreeWithTags() {
    send("v04-02-tree.msgpack");
    String id = JSON.readTree(http.get("/api/traces").body()).at("/traces/0/trace_id").asString();
    String page = http.get("/traces/" + id).body();
    assertThat(page.lines().filter(line -> line.contains("-- "))).hasSize(3);
    assertThat(page).contains("_sampling_priority_v1: 1.0", "services: ");
    JsonNode spans = JSON.readTree(http.get("/api/traces/" + id).body()).get("spans");
    assertThat(spans).hasSize(4);
    assertThat(spans.get(0).get("meta").get("env").asString()).isEqualTo("prod");
  }

  @Test
  void chunksOfOneTraceAreJoined() {
    http.put("/v0.4/traces", Payloads.span(5, "front", "GET /", "a"));
    http.put("/v0.4/traces", Payloads.span(5, "back", "GET /", "b"));
    JsonNode traces = JSON.readTree(http.get("/api/traces").body()).get("traces");
    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).get("services")).hasSize(2);
  }

  @Test
  void everyVectorThatIsKeptCanBeShown() {
    for (String vector :
        List.of(
            "v04-03-multi",
            "v04-04-unicode",
            "v04-05-ids-high",
            "v04-09-links-events",
            "v04-11-meta-struct",
            "v04-12-at-limits",
            "v04-14-error",
            "v04-15-sampling",
            "v04-17-nulls",
            "v04-18-minimal",
            "v04-20-partial")) {
      send(vector + ".msgpack");
    }
    JsonNode traces = JSON.readTree(http.get("/api/traces").body()).get("traces");
    assertThat(traces.size()).isGreaterThan(11);
    for (JsonNode trace : traces) {
      String id = trace.get("trace_id").asString();
      JsonNode json = JSON.readTree(http.get("/api/traces/" + id).body());
      assertThat(json.get("spans")).hasSize(trace.get("span_count").asInt());
      assertThat(http.get("/traces/" + id).body()).startsWith("Trace " + id);
    }
  }

  @Test
  void statusIsThatOfAnAgent() {
    send("v04-01-simple.msgpack");
    send("v04-18-minimal.msgpack");
    http.put("/v0.6/stats", Payloads.vector("v06-01-stats.msgpack"));
    assertThat(http.get("/status").body())
        .contains("Status: Running\n  Pid: ", "Uptime: ", "Mem alloc: ", "Hostname: ")
        .contains("Receiver: localhost:" + agent.port() + "\n  Endpoints:\n")
        .contains(
            """
              Receiver (previous minute)
              ==========================
                From java 17.0.15 (OpenJDK 64-Bit Server VM), client 0.1.0
                  Traces received: 2 (583 bytes)
                  Spans received: 2
                  WARNING: spans_malformed(resource_empty:1, service_empty:1)

                Default priority sampling rate: 100.0%
                Priority sampling rate for 'service:shop,env:prod': 100.0%

              Writer (previous minute)
              ========================
                Traces: 2 payloads, 2 traces, 0 events, 583 bytes
                Stats: 1 payloads, 1 stats buckets, 3,078 bytes
            """);
  }

  @Test
  void whatIsShownCannotHarmWhoLooks() {
    String evil = "<script>alert(1)</script>\u001b[2J\r\nSet-Cookie: x\u2028\u202e\"'&";
    http.put("/v0.4/traces", Payloads.span(9, evil, evil, evil), "Datadog-Meta-Lang", "<b>&\u0009");
    for (String path :
        List.of("/", "/traces", "/traces/9", "/status", "/api/traces", "/api/traces/9")) {
      HttpResponse<String> page = http.get(path);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("\u001b", "\u2028", "\r");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
      String type = page.headers().firstValue("Content-Type").orElse("");
      if (!type.startsWith("text/plain")) {
        assertThat(page.body()).doesNotContain("<script>");
      }
    }
    JsonNode json = JSON.readTree(http.get("/api/traces/9").body());
    assertThat(json.at("/spans/0/meta").get(evil).asString()).isEqualTo(evil);
  }

  @Test
  void pagesAreForThisMachineOnly() {
    // The client does not let us set Host; a name that leads here from outside is the same to it.
    assertThat(RawHttp.get(agent.port(), "/traces", "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(RawHttp.get(agent.port(), "/traces", "localhost:8126")).startsWith("HTTP/1.1 200");
    assertThat(RawHttp.get(agent.port(), "/traces", "[::1]:8126")).startsWith("HTTP/1.1 200");
    assertThat(RawHttp.get(agent.port(), "/info", "evil.example")).startsWith("HTTP/1.1 200");
  }

  @Test
  void thePageIsWithinTheJar() {
    assertThat(http.get("/").body()).contains("/assets/main.js", "/status", "/traces");
    assertThat(http.get("/assets/main.js").headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(http.get("/favicon.ico").statusCode()).isEqualTo(404);
    assertThat(http.get("/assets/../x").statusCode()).isEqualTo(404);
    assertThat(http.get("/assets/%2e%2e/Pages.class").statusCode()).isEqualTo(404);
  }
}
