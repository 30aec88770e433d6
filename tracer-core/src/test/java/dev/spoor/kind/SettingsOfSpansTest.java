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

/** What settings put on spans of HTTP and of databases: headers, services, peers. */
class SettingsOfSpansTest {
  private void start(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Config config = Config.resolve(Sources.of(environment));
    assertThat(config.problems()).isEmpty();
    PeerServices peers = PeerServices.of(config);
    KindSettings.install(KindSettings.of(config));
    Tracer tracer =
        new Tracer(
            "shop",
            (trace, root) -> trace.decide(1, 0, null, 0),
            (trace, newest, count) -> {
              if (peers != null) {
                peers.complete(newest);
              }
            },
            0,
            true,
            true);
    tracer.mapServices(config.get(dev.spoor.config.ServiceSettings.SERVICE_MAPPING));
    Tracer.install(tracer);
  }

  @AfterEach
  void stop() {
    Tracer.install(null);
    KindSettings.install(KindSettings.of(Config.defaults()));
  }

  private static Span database(String url) {
    Span span = DatabaseSpans.start(Database.of(url, null), "select 1", DatabaseSpans.STATEMENT);
    DatabaseSpans.end(span, null);
    return span;
  }

  private static Span client(String url, Map<String, String> request, Map<String, String> answer) {
    Span span = HttpClientSpans.start("java-http-client", "GET", URI.create(url));
    HttpClientSpans.setRequest(span, request, Map::get);
    HttpClientSpans.setResponse(span, answer, Map::get);
    HttpClientSpans.end(span, 200, null);
    return span;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-user|v|http.request.headers.x-user|v",
        "X-User|v|http.request.headers.x-user|v",
        "x-user:user|v|user|v",
        "x.user|v|http.request.headers.x_user|v",
        "x-user|a%20b+c|http.request.headers.x-user|a b c",
        "x-user|50%|http.request.headers.x-user|50%",
        "x-user| a, b |http.request.headers.x-user|a, b"
      })
  void aHeaderOfARequestBecomesATag(String setting, String value, String tag, String expected) {
    start("DD_TRACE_HEADER_TAGS", setting);
    String header = setting.split(":")[0].toLowerCase();
    Map<String, String> headers = Map.of(header, value);
    assertThat(client("http://api/", headers, Map.of()).tag(tag)).isEqualTo(expected);
    Map<String, String> request = new HashMap<>(headers);
    request.put("path", "/a");
    ServedRequest served = ServedRequest.start("test", new MapRequest(), request);
    assertThat(served.span().tag(tag)).isEqualTo(expected);
  }

  @Test
  void responsesHaveTagsOfTheirOwn() {
    start("DD_TRACE_HEADER_TAGS", "x-both", "DD_TRACE_RESPONSE_HEADER_TAGS", "x-answer:answer");
    Span span =
        client("http://api/", Map.of("x-both", "q"), Map.of("x-both", "a", "x-answer", "42"));
    assertThat(span.tag("http.request.headers.x-both")).isEqualTo("q");
    assertThat(span.tag("http.response.headers.x-both")).isEqualTo("a");
    assertThat(span.tag("answer")).isEqualTo("42");
    assertThat(span.tag("x-answer")).isNull();
  }

  @Test
  void theAnswerOfAServerIsReadWhenItEnds() {
    start("DD_TRACE_RESPONSE_HEADER_TAGS", "content-type:type");
    LoggedRequest<Map<String, String>> adapter = new MapRequest();
    Map<String, String> request = Map.of("path", "/a", "response content-type", "text/plain");
    ServedRequest served = ServedRequest.start("test", adapter, request);
    assertThat(served.span().tag("type")).isNull();
    served.end(adapter, request, 200);
    assertThat(served.span().tag("type")).isEqualTo("text/plain");
  }

  @Test
  void clientsCanBeLeftOutAndListsBeCut() {
    start("DD_TRACE_HEADER_TAGS", "x-user:user", "DD_HTTP_CLIENT_TAG_HEADERS", "false");
    Map<String, String> headers = Map.of("x-user", "a");
    assertThat(client("http://api/", headers, headers).tag("user")).isNull();
    start(
        "DD_TRACE_HEADER_TAGS",
        "x-user:user",
        "DD_TRACE_REQUEST_HEADER_TAGS_COMMA_ALLOWED",
        "false");
    assertThat(client("http://api/", Map.of("x-user", "a, b"), Map.of()).tag("user"))
        .isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example/x, api.example",
    "http://10.0.0.1/x, shop",
    "http://[::1]/x, shop"
  })
  void clientSpansCanBeInTheServiceOfTheirHost(String url, String service) {
    start("DD_TRACE_HTTP_CLIENT_SPLIT_BY_DOMAIN", "true");
    assertThat(client(url, Map.of(), Map.of()).service()).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, postgresql",
    "true, false, false, orders",
    "true, true, false, orders-postgresql",
    "true, true, true, db.example",
    "false, false, true, db.example"
  })
  void databaseSpansCanBeInTheServiceOfTheirDatabase(
      boolean instance, boolean suffix, boolean host, String service) {
    start(
        "DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE",
        Boolean.toString(instance),
        "DD_TRACE_DB_CLIENT_SPLIT_BY_INSTANCE_TYPE_SUFFIX",
        Boolean.toString(suffix),
        "DD_TRACE_DB_CLIENT_SPLIT_BY_HOST",
        Boolean.toString(host));
    assertThat(database("jdbc:postgresql://db.example/orders").service()).isEqualTo(service);
  }

  @Test
  void everyServiceIsReportedByTheNameItIsMappedTo() {
    start("DD_SERVICE_MAPPING", "shop:store,postgresql:db,cron:jobs,store:never");
    Span root = Tracer.active().start("job");
    assertThat(root.service()).isEqualTo("store");
    assertThat(database("jdbc:postgresql://h/d").service()).isEqualTo("db");
    root.setService("cron", "m");
    assertThat(root.service()).isEqualTo("jobs");
    root.setService("other", "m");
    assertThat(root.service()).isEqualTo("other");
  }

  @Test
  void peerServiceIsComputedOnlyIfAskedFor() {
    start();
    assertThat(database("jdbc:postgresql://db.example/orders").tag("peer.service")).isNull();
  }

  @Test
  void peerServiceComesFromTheTagThatTellsItBest() {
    start("DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED", "true");
    Span span = database("jdbc:postgresql://db.example/orders");
    assertThat(span.tag("peer.service")).isEqualTo("orders");
    assertThat(span.tag("_dd.peer.service.source")).isEqualTo("db.instance");
    Span call = client("http://api.example/", Map.of(), Map.of());
    assertThat(call.tag("peer.service")).isEqualTo("api.example");
    assertThat(call.tag("_dd.peer.service.source")).isEqualTo("peer.hostname");

    Span internal = Tracer.active().start("job");
    internal.setTag("peer.hostname", "h");
    internal.finish();
    assertThat(internal.tag("peer.service")).isNull();
    Span producer = Tracer.active().start("send");
    producer.setTag("span.kind", "producer");
    producer.setTag("component", "java-kafka");
    producer.setTag("messaging.kafka.bootstrap.servers", "k:9092");
    producer.finish();
    assertThat(producer.tag("peer.service")).isEqualTo("k:9092");
  }

  @Test
  void peerServiceCanBeOverriddenByComponentAndRenamed() {
    start(
        "DD_TRACE_PEER_SERVICE_DEFAULTS_ENABLED",
        "true",
        "DD_TRACE_PEER_SERVICE_COMPONENT_OVERRIDES",
        "java-http-client:everything-http",
        "DD_TRACE_PEER_SERVICE_MAPPING",
        "orders:orders-db,mine:yours");
    Span call = client("http://api.example/", Map.of(), Map.of());
    assertThat(call.tag("peer.service")).isEqualTo("everything-http");
    assertThat(call.tag("_dd.peer.service.source")).isEqualTo("_component_override");
    Span span = database("jdbc:postgresql://db.example/orders");
    assertThat(span.tag("peer.service")).isEqualTo("orders-db");
    assertThat(span.tag("_dd.peer.service.remapped_from")).isEqualTo("orders");

    Span own = Tracer.active().start("call");
    own.set("peer.service", "mine");
    own.finish();
    assertThat(own.tag("peer.service")).isEqualTo("yours");
    assertThat(own.tag("_dd.peer.service.source")).isEqualTo("peer.service");
    assertThat(own.tag("_dd.peer.service.remapped_from")).isEqualTo("mine");
  }
}
