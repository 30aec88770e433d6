package dev.spoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.TestConfig;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods and endpoints of requests ({@code DD_TRACE_RESOURCE_RENAMING_ENABLED}) on the wire. */
class EndpointStatsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private FakeAgent agent;

  @BeforeEach
  void startAgent() {
    agent = FakeAgent.start();
    agent.takeStats();
  }

  @AfterEach
  void stop() {
    Spoor.stop();
    agent.assertNoViolations();
    agent.close();
  }

  private void start(String... pairs) {
    Spoor.start(TestConfig.sendingTo(agent, pairs));
  }

  private static void request(@Nullable String method, @Nullable String route, String url) {
    Span span = Tracer.active().startRoot("servlet.request", null);
    span.setTag("http.method", method);
    span.setTag("http.route", route);
    span.setTag("http.url", url);
    span.finish();
  }

  private List<String> endpointsOfStats() {
    assertThat(Spoor.flush(LIMIT)).isTrue();
    assertThat(Spoor.flushStats(LIMIT)).isTrue();
    List<String> endpoints = new ArrayList<>();
    for (DecodedStats stats : agent.stats()) {
      for (DecodedStats.Bucket bucket : stats.buckets()) {
        for (DecodedStats.Group group : bucket.groups()) {
          endpoints.add(group.httpMethod() + " " + group.httpEndpoint() + " " + group.hits());
        }
      }
    }
    return endpoints;
  }

  private List<Object> endpointsOfSpans() {
    List<Object> tags = new ArrayList<>();
    for (DecodedSpan span : agent.spans()) {
      tags.add(span.meta().get("http.endpoint"));
    }
    return tags;
  }

  @Test
  void aRequestWithoutARouteGoesByItsUrl() {
    start("DD_TRACE_RESOURCE_RENAMING_ENABLED", "true");
    request("GET", null, "http://shop.example/users/12");
    request("GET", null, "http://shop.example/users/34?q=1");
    request("POST", null, "http://shop.example/users/34");
    request("GET", "*", "http://shop.example/users");
    request("GET", "*/*", "http://shop.example/users/");
    assertThat(endpointsOfStats())
        .containsExactlyInAnyOrder(
            "GET /users/{param:int} 2", "POST /users/{param:int} 1", "GET /users 2");
    assertThat(endpointsOfSpans())
        .containsExactlyInAnyOrder(
            "/users/{param:int}", "/users/{param:int}", "/users/{param:int}", "/users", "/users");
    assertThat(agent.spans()).extracting(DecodedSpan::resource).containsOnly("servlet.request");
  }

  @Test
  void aRouteIsTheEndpointAndNeedsNoTagBesides() {
    start("DD_TRACE_RESOURCE_RENAMING_ENABLED", "true");
    request("GET", "/users/{id}", "http://shop.example/users/12");
    assertThat(endpointsOfStats()).containsExactly("GET /users/{id} 1");
    assertThat(endpointsOfSpans()).containsOnlyNulls();
  }

  @Test
  void theUrlCanGoBeforeTheRoute() {
    start(
        "DD_TRACE_RESOURCE_RENAMING_ENABLED",
        "true",
        "DD_TRACE_RESOURCE_RENAMING_ALWAYS_SIMPLIFIED_ENDPOINT",
        "true");
    request("GET", "/users/{id}", "http://shop.example/users/12");
    assertThat(endpointsOfStats()).containsExactly("GET /users/{param:int} 1");
    assertThat(endpointsOfSpans()).containsExactly("/users/{param:int}");
  }

  @Test
  void spansThatAreNoRequestsHaveNone() {
    start("DD_TRACE_RESOURCE_RENAMING_ENABLED", "true");
    request(null, null, "http://shop.example/users/12");
    assertThat(endpointsOfStats()).containsExactly("  1");
    assertThat(endpointsOfSpans()).containsOnlyNulls();
  }

  @Test
  void withoutTheSettingRequestsAreCountedTogether() {
    start("DD_TRACE_RESOURCE_RENAMING_ALWAYS_SIMPLIFIED_ENDPOINT", "true");
    request("GET", null, "http://shop.example/users/12");
    request("POST", "/items", "http://shop.example/items");
    assertThat(endpointsOfStats()).containsExactly("  2");
    assertThat(endpointsOfSpans()).containsOnlyNulls();
  }

  @Test
  void endpointsBeyondFiveHundredAndTwelveAreCountedAsOne() {
    start("DD_TRACE_RESOURCE_RENAMING_ENABLED", "true");
    for (int i = 0; i < 520; i++) {
      // Names of letters alone, which nothing replaces.
      request("GET", null, "/page/" + (char) ('g' + i / 26) + (char) ('a' + i % 26));
    }
    assertThat(endpointsOfStats()).hasSize(513).contains("GET tracer_blocked_value 8");
  }
}
