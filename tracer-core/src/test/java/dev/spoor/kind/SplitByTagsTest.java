package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import dev.spoor.config.Config;
import dev.spoor.config.ServiceSettings;
import dev.spoor.config.Sources;
import dev.spoor.config.TracingSettings;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.DecodedSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code DD_TRACE_SPLIT_BY_TAGS}: the value of a tag becomes the service of its span. */
class SplitByTagsTest {
  private static final String SOURCE = "opt.split_by_tags";

  private static void start(String tags, String mapping, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DD_SERVICE", "shop");
    settings.put("DD_TRACE_SPLIT_BY_TAGS", tags);
    settings.put("DD_SERVICE_MAPPING", mapping);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    Config config = Config.resolve(Sources.of(settings));
    assertThat(config.problems()).isEmpty();
    Map<String, String> names = config.get(ServiceSettings.SERVICE_MAPPING);
    KindSettings.install(KindSettings.of(config));
    Span.splitByTags(
        config.get(TracingSettings.SPLIT_BY_TAGS),
        names,
        config.get(TracingSettings.ROOT_CONTEXT_SERVICE));
    Tracer tracer = Tracers.keeping();
    tracer.mapServices(names);
    Tracer.install(tracer);
  }

  private static Span span() {
    return Tracer.active().start("job", null);
  }

  private static Span database() {
    Database database = Database.of("jdbc:postgresql://db.example/orders", null);
    Span span = DatabaseSpans.start(database, "select 1", DatabaseSpans.STATEMENT);
    DatabaseSpans.end(span, null);
    return span;
  }

  @AfterEach
  void stop() {
    Tracer.install(null);
    Span.splitByTags(List.of(), Map.of(), "");
    KindSettings.install(KindSettings.of(Config.defaults()));
  }

  private static void assertMoved(Span span, String service, String source) {
    assertThat(span.service()).isEqualTo(service);
    assertThat(span.serviceSource()).isEqualTo(source);
  }

  @Test
  void everyWayToSetATagNamesTheService() {
    start("tenant,shard", "");
    Span text = span();
    text.setTag("tenant", "blue");
    assertMoved(text, "blue", SOURCE);
    assertThat(text.tag("tenant")).isNull();

    Span byHand = span();
    byHand.set("tenant", "red");
    assertMoved(byHand, "red", SOURCE);
    assertThat(byHand.tag("tenant")).isNull();

    Span number = span();
    number.setTag("shard", 7);
    assertMoved(number, "7", SOURCE);

    Span fresh = span();
    fresh.addTag("tenant", "green");
    assertMoved(fresh, "green", SOURCE);
    assertThat(fresh.tag("tenant")).isNull();

    Span freshNumber = span();
    freshNumber.addTag("shard", 8);
    assertMoved(freshNumber, "8", SOURCE);
    assertThat(freshNumber.tag("shard")).isNull();
  }

  @Test
  void whatIsSetLastCounts() {
    start("tenant,team", "");
    Span span = span();
    span.setTag("tenant", "blue");
    span.setTag("team", "cart");
    assertMoved(span, "cart", SOURCE);
    span.set("service.name", "mine");
    assertMoved(span, "mine", Span.BY_HAND);
  }

  @Test
  void childrenBeginInTheServiceOfTheirParent() {
    start("tenant", "");
    Span root = span();
    Span before = Tracer.active().start("before", root);
    root.setTag("tenant", "blue");
    Span after = Tracer.active().start("after", root);
    assertThat(before.service()).isEqualTo("shop");
    assertThat(after.service()).isEqualTo("blue");
    assertThat(after.isTopLevel()).isFalse();
  }

  @Test
  void tagsThatSpansShareNameTheServiceToo() {
    start("db.instance", "");
    Span span = database();
    assertMoved(span, "orders", SOURCE);
    assertThat(span.tag("db.instance")).isNull();
    assertThat(span.tag("db.type")).isEqualTo("postgresql");
    assertThat(span.tag("component")).isEqualTo(DatabaseSpans.STATEMENT);
  }

  @Test
  void theServiceIsReportedByTheNameItIsMappedToOnce() {
    start("db.instance,tenant", "orders:orders-db,orders-db:never,blue:navy,navy:never");
    assertThat(database().service()).isEqualTo("orders-db");
    Span span = span();
    span.setTag("tenant", "blue");
    assertThat(span.service()).isEqualTo("navy");
  }

  @ParameterizedTest
  @CsvSource({"/, root-servlet", "/cart, cart", "cart, cart"})
  void aServletContextIsKept(String context, String service) {
    start("servlet.context", "");
    Span span = span();
    HttpServerSpans.setServlet(span, context, null);
    assertMoved(span, service, "opt.split_by_servlet_context");
    assertThat(span.tag("servlet.context")).isEqualTo(context);
  }

  @Test
  void theRootContextHasTheNameThatTheSettingGivesIt() {
    start("servlet.context", "", "DD_TRACE_SERVLET_ROOT_CONTEXT_SERVICE_NAME", "front");
    Span root = span();
    HttpServerSpans.setServlet(root, "/", null);
    assertMoved(root, "front", "opt.split_by_servlet_context");
    Span other = span();
    HttpServerSpans.setServlet(other, "/cart", null);
    assertThat(other.service()).isEqualTo("cart");
  }

  @ParameterizedTest
  @CsvSource({
    "db.instance, '', orders",
    "db.instance, 'orders:orders-db', orders-db",
    "db.operation, '', select",
    "component, '', java-jdbc-prepared_statement",
    "tenant, '', postgresql"
  })
  void commentsInSqlNameTheServiceThatTheSpanIsIn(String tag, String mapping, String service) {
    start(tag, mapping, "DD_DBM_PROPAGATION_MODE", "service");
    Database database = Database.of("jdbc:postgresql://db.example/orders", null);
    String prepared = SqlComments.prepared(database, "select 1");
    Span span = DatabaseSpans.start(database, "select 1", DatabaseSpans.PREPARED_STATEMENT);
    DatabaseSpans.end(span, null);
    assertThat(span.service()).isEqualTo(service);
    assertThat(prepared).contains("dddbs='" + service + "'");
  }

  @Test
  void aStatementThatRunsAtOnceNamesItToo() {
    start("component", "", "DD_DBM_PROPAGATION_MODE", "full");
    Database database = Database.of("jdbc:postgresql://db.example/orders", null);
    assertThat(SqlComments.plain(database, "select 1"))
        .contains("dddbs='" + DatabaseSpans.STATEMENT + "'");
  }

  @ParameterizedTest
  @CsvSource({"http.method", "http.url", "http.status_code", "span.kind", "peer.service"})
  void namesThatMeanSomethingElseStayTags(String name) {
    start(name, "");
    Span span = span();
    span.setTag(name, "200");
    assertMoved(span, "shop", null);
    assertThat(span.tag(name)).isEqualTo("200");
  }

  @Test
  void otherTagsAndEmptyOnesChangeNothing() {
    start("tenant", "");
    Span span = span();
    span.setTag("tenants", "blue");
    span.setTag("tenant", "");
    span.setTagVerbatim("tenant", " ");
    assertMoved(span, "shop", null);
    assertThat(span.tag("tenants")).isEqualTo("blue");
  }

  @Test
  void aFinishedSpanStaysWhereItIs() {
    start("tenant", "");
    Span span = span();
    span.finish();
    span.setTag("tenant", "blue");
    assertMoved(span, "shop", null);
  }

  @Test
  void withoutTheSettingATagIsATag() {
    start("", "");
    Span span = span();
    span.setTag("tenant", "blue");
    assertMoved(span, "shop", null);
    assertThat(span.tag("tenant")).isEqualTo("blue");
  }

  @Test
  void theAgentIsToldWhereTheServiceComesFrom() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain(App.class.getName())
                .classPath(System.getProperty("java.class.path"))
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .environment("DD_TRACE_SPLIT_BY_TAGS", "tenant, span.kind")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      DecodedSpan span = agent.awaitSpan(each -> each.name().equals("job"));
      assertThat(span.service()).isEqualTo("blue");
      assertThat(span.meta())
          .containsEntry("_dd.svc_src", SOURCE)
          .containsEntry("_dd.base_service", "shop")
          .doesNotContainKey("tenant");
      assertThat(app.err())
          .singleElement()
          .asString()
          .endsWith("DD_TRACE_SPLIT_BY_TAGS: span.kind cannot be a service; ignored");
      agent.assertNoViolations();
    }
  }

  /** Sets the tag in a process that is configured by its environment. */
  static final class App {
    private App() {}

    public static void main(String[] args) {
      Spoor.start();
      Span span = Tracer.active().start("job");
      span.set("tenant", "blue");
      span.finish();
    }
  }
}
