package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientSpansTest {
  private static final String COMPONENT = "java-http-client";

  /** What was written, each trace as its operations, the last finished first. */
  private final List<List<String>> written = new ArrayList<>();

  @BeforeEach
  void start() {
    KindSettings.install(
        KindSettings.of(
            Config.resolve(
                Sources.of(Map.of("DD_AGENT_HOST", "localhost", "DD_TRACE_AGENT_PORT", "9126")))));
    Tracer.install(
        new Tracer(
            "shop",
            (trace, root) -> trace.decide(1, 0, null, 0),
            (trace, newest, count) -> {
              List<String> operations = new ArrayList<>();
              for (Span span = newest; span != null; span = span.olderFinished()) {
                operations.add(span.operation());
              }
              written.add(operations);
            },
            0,
            true,
            true));
  }

  @AfterEach
  void stop() {
    Tracer.install(null);
    KindSettings.install(KindSettings.of(Config.defaults()));
  }

  private static @Nullable Span start(String uri) {
    return HttpClientSpans.start(COMPONENT, "GET", URI.create(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9126/v0.4/traces",
        "http://LOCALHOST:9126/info",
        "http://127.0.0.1:9126/",
        "http://[::1]:9126/"
      })
  void requestsToTheAgentMakeNoSpan(String uri) {
    assertThat(start(uri)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:9127/", "http://localhost/", "http://shop:9126/"})
  void requestsToOthersDo(String uri) {
    assertThat(start(uri)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP://Shop:80        | http://Shop/          | GET /",
        "https://shop:443/a?   | https://shop/a        | GET /a",
        "https://shop:8443/a/7 | https://shop:8443/a/7 | GET /a/?",
        "http://a:b@shop/x     | http://shop/x         | GET /x",
        "http://[::1]:81/x#tok | http://[::1]:81/x     | GET /x",
        "http://shop/?token=%26a%3D1&b=2 | http://shop/?<redacted>&b=2 | GET /"
      })
  void urlsAreCleaned(String uri, String url, String resource) throws Exception {
    Span span = start(uri);
    Span later = HttpClientSpans.startUnawaited(COMPONENT, "GET", URI.create(uri).toURL());
    for (Span each : List.of(span, later)) {
      assertThat(each.tag(Tags.HTTP_URL)).isEqualTo(url);
      assertThat(each.resource()).isEqualTo(resource);
    }
  }

  @Test
  void aTraceDoesNotWaitForARequestThatIsNeverRead() throws Exception {
    Span root = Tracer.active().start("root");
    root.attach();
    HttpClientSpans.startUnawaited(COMPONENT, "GET", URI.create("http://shop/").toURL());
    root.detach();
    root.finish();
    assertThat(written).containsExactly(List.of("root"));
  }

  @Test
  void aRequestThatIsReadBelongsToItsTrace() throws Exception {
    Span root = Tracer.active().start("root");
    root.attach();
    Span read =
        HttpClientSpans.startUnawaited(COMPONENT, "GET", URI.create("http://shop/").toURL());
    HttpClientSpans.end(read, 200, null);
    Span late =
        HttpClientSpans.startUnawaited(COMPONENT, "GET", URI.create("http://shop/").toURL());
    root.detach();
    root.finish();
    HttpClientSpans.end(late, 200, null);
    assertThat(read.parentId()).isEqualTo(root.spanId());
    assertThat(written).containsExactly(List.of("root", "http.request"), List.of("http.request"));
  }
}
