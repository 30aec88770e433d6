package dev.spoor.localagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Requests are answered as a real Agent answers them. */
class ReceiverTest extends WithAgent {
  /** Name, endpoint, and what a real Agent answers, of each vector. */
  static List<List<String>> vectors() {
    return StreamSupport.stream(
            JSON.readTree(Payloads.vector("manifest.json")).spliterator(), false)
        .map(v -> List.of(v.get("file").asString(), v.get("endpoint").asString(), expected(v)))
        .toList();
  }

  /** In the stray keys of v1.0 Agents differ; the stricter answer is ours. */
  private static String expected(JsonNode vector) {
    return vector.get("endpoint").asString().equals("/v1.0/traces")
        ? vector.get("expect_test_agent_status").asString()
        : vector.get("expect_real_agent").asString();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorsAreAnsweredAsByARealAgent(List<String> vector) {
    HttpResponse<String> reply = http.put(vector.get(1), Payloads.vector(vector.get(0)));
    assertThat(reply.statusCode()).isEqualTo(Integer.parseInt(vector.get(2).substring(0, 3)));
    if (reply.statusCode() == 200 && vector.get(1).endsWith("/traces")) {
      assertThat(JSON.readTree(reply.body()).get("rate_by_service").get("service:,env:").asInt())
          .isEqualTo(1);
    }
    if (vector.get(2).contains("dropped")) {
      String reason = vector.get(2).split(": ")[1];
      assertThat(http.get("/status").body()).contains("traces_dropped(" + reason + ":1)");
      assertThat(agent.store().size()).isZero();
    }
  }

  @Test
  void v03AnswersOkWithoutRates() {
    HttpResponse<String> reply = http.put("/v0.3/traces", Payloads.vector("v04-01-simple.msgpack"));
    assertThat(reply.body()).isEqualTo("OK\n");
    assertThat(agent.store().size()).isEqualTo(1);
  }

  @Test
  void probesAndPostsAreTakenToo() {
    HttpRequest.Builder post =
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0x90}));
    assertThat(http.send(post, "/v0.4/traces", "Content-Type", "application/msgpack; x=y"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    byte[] probe = {(byte) 0x92, (byte) 0x90, (byte) 0x90};
    for (String path : List.of("/v0.3/traces", "/v0.4/traces", "/v0.5/traces")) {
      assertThat(http.put(path, probe).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ratesNameTheServicesThatWereSeen() {
    http.put("/v0.4/traces", Payloads.span(7, "Shop \"x\"", "GET /", "t"));
    JsonNode rates =
        JSON.readTree(http.put("/v0.4/traces", new byte[] {(byte) 0x90}).body())
            .get("rate_by_service");
    assertThat(rates.propertyNames())
        .containsExactlyInAnyOrder("service:,env:", "service:shop \"x\",env:prod");
  }

  @Test
  void refusalsTellTheReason() {
    byte[] body = Payloads.vector("v04-90-bad-float32.msgpack");
    assertThat(http.put("/v0.4/traces", body, "X-Datadog-Trace-Count", "3").body())
        .contains("float32");
    assertThat(http.put("/v0.4/traces", body, "Content-Type", "application/json").statusCode())
        .isEqualTo(415);
    HttpRequest.Builder untyped =
        HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    assertThat(http.send(untyped, "/v0.4/traces").statusCode()).isEqualTo(400);
    assertThat(http.put("/v0.6/stats", new byte[] {1}).statusCode()).isEqualTo(400);
    assertThat(http.put("/v0.9/traces", body).statusCode()).isEqualTo(404);
    assertThat(http.put("//v0.4/traces", body).statusCode()).isEqualTo(404);
    assertThat(http.get("/info", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(http.get("/status").body()).contains("traces_dropped(decoding_error:4)");
  }

  @Test
  void aBodyOverTheLimitIsAnsweredWith413() {
    byte[] body = new byte[26_214_401];
    HttpResponse<String> reply = http.put("/v0.4/traces", body, "X-Datadog-Trace-Count", "2");
    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.body()).contains("payload-too-large");
    assertThat(http.get("/status").body()).contains("payload_too_large:2");
  }

  @Test
  void infoIsWhatATracerLooksFor() throws Exception {
    HttpResponse<String> reply = http.get("/info");
    JsonNode info = JSON.readTree(reply.body());
    assertThat(info.get("version").asString()).matches("7\\.[0-9]+\\.[0-9]+");
    assertThat(info.get("endpoints").valueStream().map(JsonNode::asString))
        .contains("/v0.3/traces", "/v0.4/traces", "/v0.5/traces", "/v0.6/stats");
    assertThat(info.get("client_drop_p0s").asBoolean()).isFalse();
    assertThat(info.get("config").get("receiver_port").asInt()).isEqualTo(agent.port());
    assertThat(reply.headers().firstValue("Datadog-Agent-State")).isEmpty();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(reply.body().getBytes(StandardCharsets.UTF_8));
    assertThat(http.get("/status").headers().firstValue("Datadog-Agent-State"))
        .contains(HexFormat.of().formatHex(hash));
  }

  @Test
  void telemetryIsTaken() {
    assertThat(http.put("/telemetry/proxy/api/v2/apmtelemetry", "{}".getBytes()).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aHeadRequestGetsNoBody() {
    HttpRequest.Builder head =
        HttpRequest.newBuilder().method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(http.send(head, "/traces").body()).isEmpty();
    assertThat(http.get("/traces").statusCode()).isEqualTo(200);
  }
}
