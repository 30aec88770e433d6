package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page asks for. */
class ApiTest extends WithAgent {
  private JsonNode get(String path) {
    return JSON.readTree(http.get(path).body());
  }

  private HttpResponse<String> post(String path, String body, String type) {
    return http.send(
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)),
        path,
        "Content-Type",
        type);
  }

  private List<String> found(String query) {
    return get("/api/traces?" + query)
        .get("traces")
        .valueStream()
        .map(trace -> trace.get("resource").asString())
        .toList();
  }

  @Test
  void tracesAreFiltered() {
    http.put("/v0.4/traces", Payloads.tagged(71, "shop", "GET /a", "http.status_code", "404"));
    http.put("/v0.4/traces", Payloads.tagged(72, "till", "GET /b", "colour", "Bright Red"));
    http.put("/v0.4/traces", Payloads.vector("v04-14-error.msgpack"));
    assertThat(found("service=till")).containsExactly("GET /b");
    assertThat(found("status=4xx")).containsExactly("GET /a");
    assertThat(found("status=404")).containsExactly("GET /a");
    assertThat(found("status=error")).hasSize(1).doesNotContain("GET /a", "GET /b");
    assertThat(found("q=colour:bright")).containsExactly("GET /b");
    assertThat(found("q=RED+get")).containsExactly("GET /b");
    assertThat(found("q=colour:green")).isEmpty();
    assertThat(found("q=_sampling_priority_v1:1")).contains("GET /a", "GET /b");
    assertThat(found("min=1&q=get+/b")).containsExactly("GET /b");
    assertThat(found("min=2&q=get+/b")).isEmpty();
    assertThat(found("q=0000000000000048")).as("hex").containsExactly("GET /b");
    assertThat(found("q=000000000000000000000000000048").size()).isZero();
    assertThat(found("limit=1")).hasSize(1);
    http.put("/v0.4/traces", Payloads.poll(73));
    assertThat(found("")).contains("SELECT ?");
    assertThat(found("only=requests")).contains("GET /a").doesNotContain("SELECT ?");
    assertThat(found("min=x&limit=-1&since=abc&q=+")).hasSize(4);
  }

  @Test
  void linksAndEventsInTagsAreShownAsSuch() {
    String link =
        "[{\"trace_id\":\"6b06a54c000000007e275f99ea874401\",\"span_id\":\"6cd8980ad8115f19\","
            + "\"attributes\":{\"reason\":\"enqueued_by\"}}]";
    http.put("/v0.4/traces", Payloads.tagged(74, "shop", "job", "_dd.span_links", link));
    String event = "[{\"name\":\"sent\",\"time_unix_nano\":12,\"attributes\":{\"n\":1}}]";
    http.put("/v0.4/traces", Payloads.tagged(75, "shop", "job", "events", event));
    http.put("/v0.4/traces", Payloads.tagged(76, "shop", "job", "events", "[of June"));

    JsonNode linked = get("/api/traces/74").get("spans").get(0);
    assertThat(linked.get("links").toString()).isEqualTo(link);
    assertThat(linked.get("meta").has("_dd.span_links")).isFalse();
    assertThat(get("/api/traces/75").get("spans").get(0).get("events").toString())
        .isEqualTo("[{\"time\":\"12\",\"name\":\"sent\",\"attributes\":{\"n\":\"1\"}}]");
    JsonNode plain = get("/api/traces/76").get("spans").get(0);
    assertThat(plain.get("meta").get("events").asString()).isEqualTo("[of June");
    assertThat(plain.get("events")).isEmpty();
  }

  @Test
  void onlyWhatHasChangedIsSent() {
    http.put("/v0.4/traces", Payloads.span(1, "shop", "GET /a", "t"));
    JsonNode first = get("/api/traces");
    assertThat(get("/api/traces?since=" + first.get("rev").asLong()).get("traces")).isEmpty();
    http.put("/v0.4/traces", Payloads.span(2, "shop", "GET /b", "t"));
    assertThat(found("since=" + first.get("rev").asLong())).containsExactly("GET /b");
    http.put("/v0.4/traces", Payloads.span(1, "till", "GET /c", "t"));
    assertThat(get("/api/traces?since=" + first.get("rev").asLong()).get("traces")).hasSize(2);
  }

  @Test
  void whoWaitsHearsOfTheNextChange() throws Exception {
    long seen = get("/api/live?rev=999").get("rev").asLong();
    CompletableFuture<Long> next =
        CompletableFuture.supplyAsync(() -> new Http(agent).get("/api/live?rev=" + seen).body())
            .thenApply(body -> JSON.readTree(body).get("rev").asLong());
    http.put("/v0.4/traces", Payloads.span(1, "shop", "GET /a", "t"));
    assertThat(next.get(30, TimeUnit.SECONDS)).isGreaterThan(seen);
  }

  @Test
  void ratesAreSetAndToldToTracers() {
    http.put("/v0.4/traces", Payloads.span(1, "Shop", "GET /a", "t"));
    String key = "service:shop,env:prod";
    assertThat(rate("{\"key\":\"" + key + "\",\"rate\":0.25}")).isEqualTo(200);
    assertThat(rate("{\"key\":\"service:,env:\",\"rate\":0.5}")).isEqualTo(200);
    http.put("/v0.4/traces", Payloads.span(2, "till", "GET /a", "t"));
    JsonNode rates =
        JSON.readTree(http.put("/v0.4/traces", new byte[] {(byte) 0x90}).body())
            .get("rate_by_service");
    assertThat(rates.get(key).asDouble()).isEqualTo(0.25);
    assertThat(rates.get("service:,env:").asDouble()).isEqualTo(0.5);
    assertThat(rates.get("service:till,env:prod").asDouble()).isEqualTo(0.5);
    assertThat(http.get("/status").body())
        .contains("Default priority sampling rate: 50.0%")
        .contains("Priority sampling rate for 'service:shop,env:prod': 25.0%");
    assertThat(rate("{\"key\":\"" + key + "\",\"rate\":null}")).isEqualTo(200);
    assertThat(get("/api/status").get("rates").toString()).doesNotContain("0.25");
  }

  private int rate(String body) {
    return post("/api/rates", body, "application/json").statusCode();
  }

  @Test
  void badRatesAreRefusedAndStrangersMayNotSetAny() {
    for (String body :
        List.of(
            "{\"key\":\"service:,env:\",\"rate\":1.5}",
            "{\"key\":\"service:,env:\",\"rate\":-1}",
            "{\"key\":\"service:,env:\",\"rate\":\"1\"}",
            "{\"key\":\"x\",\"rate\":1}",
            "{\"rate\":1}",
            "{",
            "")) {
      assertThat(rate(body)).as(body).isEqualTo(400);
    }
    // What another site's page can send without asking first.
    assertThat(
            post("/api/rates", "{\"key\":\"service:,env:\",\"rate\":0}", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(http.get("/api/rates").statusCode()).isEqualTo(404);
    assertThat(http.get("/api/clear").statusCode()).isEqualTo(404);
    assertThat(RawHttp.get(agent.port(), "/api/status", "evil.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void everythingIsForgottenOnDemand() {
    http.put("/v0.4/traces", Payloads.span(1, "shop", "GET /a", "t"));
    long before = get("/api/traces").get("rev").asLong();
    assertThat(post("/api/clear", "{}", "application/json").statusCode()).isEqualTo(200);
    assertThat(get("/api/traces").get("traces")).isEmpty();
    assertThat(get("/api/traces").get("rev").asLong()).isGreaterThan(before);
    assertThat(get("/api/services").get("services")).isEmpty();
    assertThat(get("/api/status").at("/traces/dropped").asInt()).isZero();
  }

  @Test
  void servicesTellRateErrorsAndDurations() {
    http.put("/v0.4/traces", Payloads.vector("v04-02-tree.msgpack"));
    for (int i = 1; i <= 20; i++) {
      http.put("/v0.4/traces", Payloads.span(i, "shop", "GET /a", "t"));
    }
    JsonNode shop =
        get("/api/services")
            .get("services")
            .valueStream()
            .filter(service -> service.get("service").asString().equals("shop"))
            .findFirst()
            .orElseThrow();
    assertThat(shop.get("hits").asInt()).isEqualTo(21);
    // One millisecond, give or take 4 %.
    assertThat(shop.get("p50").asLong()).isBetween(960_000L, 1_040_000L);
    assertThat(shop.get("resources").valueStream().map(r -> r.get("resource").asString()))
        .contains("GET /a");
  }

  @Test
  void repeatsArePointedOut() {
    http.put("/v0.4/traces", Payloads.queries(7, 20));
    JsonNode repeats = get("/api/traces").at("/traces/0/repeats");
    assertThat(repeats).hasSize(1);
    assertThat(repeats.at("/0/count").asInt()).isEqualTo(20);
    assertThat(repeats.at("/0/duration").asLong()).isEqualTo(20_000_000);
    assertThat(get("/api/traces").at("/traces/0/db/count").asInt()).isEqualTo(20);
    http.put("/v0.4/traces", Payloads.queries(8, 3));
    assertThat(get("/api/traces").at("/traces/0/repeats")).isEmpty();
  }
}
