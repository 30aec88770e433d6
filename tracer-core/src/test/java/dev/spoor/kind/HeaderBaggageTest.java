package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code DD_TRACE_HEADER_BAGGAGE}: headers of a request go on to the services below. */
class HeaderBaggageTest {
  private static void start(Map<String, String> environment) {
    Config config = Config.resolve(Sources.of(environment));
    assertThat(config.problems()).isEmpty();
    KindSettings.install(KindSettings.of(config));
    Tracer.install(Tracers.keeping());
  }

  private static void start(String setting) {
    start(Map.of("DD_TRACE_HEADER_BAGGAGE", setting));
  }

  @AfterEach
  void stop() {
    Tracer.install(null);
    KindSettings.install(KindSettings.of(Config.defaults()));
  }

  /** A request with these headers. */
  private static Span serve(Map<String, String> headers) {
    Map<String, String> request = new HashMap<>(headers);
    request.put("path", "/a");
    return ServedRequest.start("test", new MapRequest(), request).span();
  }

  /** What a call below that span sends. */
  private static Map<String, String> call(Span server) {
    Map<String, String> sent = new HashMap<>();
    server.attach();
    try {
      Span client = HttpClientSpans.start("java-http-client", "GET", URI.create("http://api/"));
      HttpClientSpans.inject(client, sent, Map::put);
      HttpClientSpans.end(client, 200, null);
    } finally {
      server.detach();
      server.finish();
    }
    return sent;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-user:user|v|user|v",
        "X-User:User|v|User|v",
        "x-user|v|x-user|v",
        "x.user|v|x_user|v",
        "x-user:user|a%20b+c|user|a b c",
        "x-user:user|50%|user|50%",
        "x-user:user| a, b |user|a, b",
        "x-other:other,x-user:user|v|user|v"
      })
  void aHeaderBecomesAnItem(String setting, String value, String key, String expected) {
    start(setting);
    String header = setting.contains("x.user") ? "x.user" : "x-user";
    Span span = serve(Map.of(header, value));
    assertThat(span.baggage().items()).containsExactly(Map.entry(key, expected));
    assertThat(span.tag(key)).isNull();
    span.finish();
  }

  @Test
  void theItemGoesOutInBothHeaders() {
    start("x-user:user,x-cart:cart");
    Map<String, String> sent = call(serve(Map.of("x-user", "a b", "x-cart", "7")));
    assertThat(sent)
        .containsEntry("baggage", "user=a%20b,cart=7")
        .containsEntry("ot-baggage-user", "a%20b")
        .containsEntry("ot-baggage-cart", "7")
        .doesNotContainKey("x-user");
  }

  @Test
  void itJoinsTheBaggageThatCame() {
    start("x-user:user");
    Map<String, String> sent =
        call(
            serve(
                Map.of(
                    "baggage",
                    "region=eu",
                    "x-user",
                    "u",
                    "x-datadog-trace-id",
                    "12",
                    "x-datadog-parent-id",
                    "34")));
    assertThat(sent)
        .containsEntry("x-datadog-trace-id", "12")
        .containsEntry("baggage", "region=eu,user=u")
        .containsEntry("ot-baggage-user", "u")
        .doesNotContainKey("ot-baggage-region");
  }

  @Test
  void theHeaderOfTheSettingWinsOverTheSameKey() {
    start("x-user:user");
    assertThat(call(serve(Map.of("baggage", "user=old", "x-user", "new"))))
        .containsEntry("baggage", "user=new");
  }

  @Test
  void aHeaderCanBeATagAndBaggage() {
    start(Map.of("DD_TRACE_HEADER_BAGGAGE", "x-user:who", "DD_TRACE_HEADER_TAGS", "x-user:user"));
    Span span = serve(Map.of("x-user", "v"));
    assertThat(span.tag("user")).isEqualTo("v");
    assertThat(span.baggage().items()).containsExactly(Map.entry("who", "v"));
    span.finish();
  }

  @ParameterizedTest
  @CsvSource({"x-user:user,''", "x-other,v", "*,v"})
  void withoutAValueOrANameThereIsNothing(String setting, String value) {
    start(setting);
    Span span = serve(Map.of("x-user", value));
    assertThat(span.baggage().isEmpty()).isTrue();
    assertThat(call(span)).doesNotContainKey("baggage");
  }

  @Test
  void withoutTheSettingNothingIsRead() {
    start(Map.of());
    assertThat(KindSettings.active().headerBaggage()).isNull();
    Span span = serve(Map.of("x-user", "v"));
    assertThat(span.extras()).isNull();
    span.finish();
  }

  @Test
  void aMalformedSettingIsOneLineAndNothing() {
    Config config = Config.resolve(Sources.of(Map.of("DD_TRACE_HEADER_BAGGAGE", "a:b,c:1x")));
    assertThat(config.problems()).singleElement().asString().contains("DD_TRACE_HEADER_BAGGAGE");
    assertThat(config.requestHeaderBaggage()).isEmpty();
  }
}
