package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.examples.browser.Chromium;
import dev.spoor.examples.browser.SmallPng;
import dev.spoor.examples.browser.Tab;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * local-agent's page in a real browser, fed by widgets under the real agent, the way demo.sh starts
 * them. All cases share the processes and one page, since starting them is what takes time.
 *
 * <p>Screenshots go to {@code target/screenshots}, or where the system property {@code screenshots}
 * says: {@code -Dscreenshots=../../docs/images} makes those of the documents anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private PageUnderTest page;
  private Tab tab;

  @BeforeAll
  void start() throws Exception {
    Path program = Chromium.find();
    assumeTrue(program != null, "no Chromium on the path: the page is not tested here");
    page = PageUnderTest.start(program);
    tab = page.tab;
    tab.dark(false);
  }

  @AfterAll
  void stop() {
    if (page != null) {
      page.close();
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private void openTrace(JsonNode trace) {
    page.open("#/trace/" + trace.get("trace_id").asString());
    tab.awaitText(".waterfall .span-row", "");
  }

  private static String title(JsonNode trace) {
    return trace.get("resource").asString().replaceFirst("^[A-Z]+ ", "");
  }

  @Test
  @Order(1)
  void aRequestAppearsWithoutReloadAndOpens() throws Exception {
    page.open("#/requests");
    tab.evaluate("window.stays = 1");
    String id = id();
    assertThat(page.visit("/widgets", id)).isEqualTo(200);
    JsonNode trace = page.trace(id);
    tab.awaitText(".request .title", title(trace));
    assertThat(tab.evaluate("window.stays").asInt()).isEqualTo(1);
    tab.click(".request .title", title(trace));
    tab.awaitText(".waterfall .span-row", "SELECT");
    assertThat(tab.location()).startsWith("#/trace/");
    assertThat(tab.text(".waterfall .kind")).contains("web", "sql", "redis");
    assertThat(tab.text(".legend")).contains("postgresql", "widgets");
    assertThat(tab.count(".w-critical")).as("spans on the critical path").isPositive();
    tab.click(".waterfall .span-row", "SELECT");
    tab.awaitText(".detail .sql", "FROM widgets");
    assertThat(tab.text(".detail .tags")).contains("db.type", "postgresql");
  }

  @Test
  @Order(2)
  void logLinesStandBesideTheTraceAndLeadBackToIt() throws Exception {
    String id = id();
    page.visit("/widgets?page=3", id);
    JsonNode trace = page.trace(id);
    openTrace(trace);
    tab.awaitText(".trace-log .text", "Listed the widgets");
    assertThat(tab.count(".tick")).as("log lines marked on the spans").isPositive();
    tab.click(".views a", "Logs");
    tab.awaitText(".logline .text", "Listed the widgets");
    String line =
        "[...document.querySelectorAll('.logline')].filter(e => e.querySelector('a.to-trace')"
            + " && e.querySelector('a.to-trace').href.includes('"
            + trace.get("trace_id").asString()
            + "'))";
    tab.await(line + ".length > 0");
    tab.evaluate(line + "[0].click()");
    tab.click(".open-trace", "Open its trace");
    tab.await("location.hash.startsWith('#/trace/" + trace.get("trace_id").asString() + "')");
    tab.awaitText(".waterfall .span-row", "SELECT");
  }

  @Test
  @Order(3)
  void errorsAreSeenAndFilteredAndTheirStackIsFolded() throws Exception {
    String id = id();
    assertThat(page.visit("/widgets/boom", id)).isEqualTo(500);
    page.trace(id);
    page.open("#/requests");
    tab.awaitText(".request.failed .error-text", "the shelf fell down");
    tab.awaitText(".request:not(.failed) .title", "/widgets");
    tab.click(".segments button", "Errors");
    tab.await("!document.querySelector('.request:not(.failed):not(.head)')");
    assertThat(tab.text(".request.failed .pill")).contains("500");
    tab.click(".request.failed", "/widgets/boom");
    tab.awaitText(".hint.bad", "IllegalStateException");
    tab.awaitText(".failure .stack summary", "frames of");
    assertThat(tab.text(".failure .frame.own")).contains("WidgetController.boom");
    assertThat(tab.text(".failure .frame.own")).doesNotContain("springframework");
  }

  @Test
  @Order(4)
  void aTraceIsFoundByItsIdInHexAndDecimal() throws Exception {
    String id = id();
    page.visit("/widgets/1", id);
    JsonNode trace = page.trace(id);
    for (String text :
        new String[] {trace.get("trace_id").asString(), trace.get("trace_id_decimal").asString()}) {
      page.open("#/requests");
      tab.press("/");
      tab.await("document.activeElement.id === 'search'");
      tab.type(text);
      tab.press("Enter");
      tab.awaitText(".trace-header .id", trace.get("trace_id").asString());
    }
    page.open("#/requests");
    tab.click("#search");
    tab.type("http.request_id:" + id);
    tab.await("document.querySelectorAll('.request:not(.head)').length === 1");
    tab.awaitText(".total", "1 request");
  }

  @Test
  @Order(5)
  void repeatedQueriesArePointedOut() throws Exception {
    String id = id();
    page.visit("/widgets/one-by-one", id);
    openTrace(page.trace(id));
    tab.awaitText(".hint.n-plus-one", "20 identical calls");
    tab.awaitText(".span-row .times", "20×");
    int folded = tab.count(".span-row");
    tab.click(".hint.n-plus-one");
    tab.awaitText(".detail .fold-note", "20 times the same");
    tab.press("ArrowRight");
    tab.await("document.querySelectorAll('.span-row').length >= " + (folded + 20));
    page.open("#/requests");
    tab.awaitText(".badge.warn", "N+1 ×20");
  }

  @Test
  @Order(6)
  void routerLinesAreJoinedToTheirTraces() throws Exception {
    String good = id();
    String late = id();
    String none = id();
    page.visit("/widgets", good);
    page.visit("/widgets/slow", late);
    page.router(
        "at=info method=GET path=\"/widgets\" host=shop request_id="
            + good
            + " fwd=\"203.0.113.7\" dyno=web.1 connect=1ms service=18ms status=200 bytes=1522");
    page.router(
        "at=error code=H12 desc=\"Request timeout\" method=GET path=\"/widgets/slow\" request_id="
            + late
            + " dyno=web.1 connect=0ms service=30000ms status=503 bytes=0");
    page.router(
        "at=error code=H14 desc=\"No web processes running\" method=GET path=\"/\" request_id="
            + none
            + " dyno= connect= service= status=503 bytes=");
    openTrace(page.trace(good));
    tab.awaitText(".hint.router", "answered 200 after 19.0 ms from web.1");
    openTrace(page.trace(late));
    tab.awaitText(".hint.router.bad", "H12 Request timeout");
    page.open("#/requests");
    tab.awaitText(".badge.bad", "H12");
    tab.awaitText(".request.router-only", "No web processes running");
    tab.click(".request.router-only", "H14");
    tab.awaitText(".empty", "No dyno was reached");
  }

  @Test
  @Order(7)
  void servicesAndMetricsAreShown() throws Exception {
    page.open("#/services");
    tab.awaitText(".service", "widgets");
    tab.awaitText(".service", "postgresql");
    tab.click(".service .caret");
    tab.awaitText(".resource", "GET /widgets");
    page.open("#/metrics");
    page.metric("jobs.count:3|c|#queue:mail");
    tab.awaitText(".card h2", "jobs.count");
    tab.awaitText(".card li", "queue:mail");
    tab.awaitText(".card h2", "heroku.router.requests");
    assertThat(tab.count(".card svg path")).isPositive();
  }

  @Test
  @Order(8)
  void aTracerFollowsARateThatIsSetHere() throws Exception {
    page.open("#/status");
    String form = "service:widgets,env:demo";
    tab.awaitText(".rate-name", form);
    tab.evaluate(
        "[...document.querySelectorAll('form.rate')].filter(f => f.textContent.includes('"
            + form
            + "')).forEach(f => { f.querySelector('input').value = '0'; f.requestSubmit(); })");
    tab.awaitText("form.rate", "Reset");
    for (int i = 0; i < 100; i++) {
      String id = id();
      page.visit("/widgets/1", id);
      if (page.trace(id).path("sampling_priority").asInt() == 0) {
        break;
      }
      assertThat(i).as("visits until the tracer followed").isLessThan(99);
    }
    page.open("#/requests");
    tab.awaitText(".request .badge", "not sampled");
    page.open("#/status");
    tab.click("form.rate button", "Reset");
    tab.await(
        "![...document.querySelectorAll('form.rate button')].some(b => b.textContent === 'Reset')");
  }

  @Test
  @Order(9)
  void everythingCanBeDoneByKeys() throws Exception {
    page.open("#/requests");
    tab.awaitText(".request .title", "/widgets");
    tab.evaluate("document.activeElement.blur()");
    tab.press("j");
    tab.press("j");
    tab.await("document.querySelector('.request.selected')");
    tab.press("k");
    tab.press("Enter");
    tab.await("document.querySelector('.trace-view .back')");
    tab.press("Escape");
    tab.await(
        "location.hash.startsWith('#/requests') && document.querySelector('.request.selected')");
    tab.press("2");
    tab.await("location.hash === '#/logs'");
    tab.press("?");
    tab.await("document.querySelector('dialog').open");
    tab.press("Escape");
    tab.await("!document.querySelector('dialog').open");
  }

  @Test
  @Order(10)
  void whatStrangersSendIsShownAsText() throws Exception {
    String id = id();
    page.visit("/%3Cimg%20src=x%20onerror=document.title='owned'%3E", id);
    page.metric("evil.name:1|c|#<img src=x>:<script>1</script>");
    openTrace(page.trace(id));
    tab.awaitText(".detail .tags", "onerror");
    page.open("#/metrics");
    tab.awaitText(".series-tags", "<script>");
    assertThat(tab.count("main img, main script")).isZero();
    assertThat(tab.evaluate("document.title").asString()).doesNotContain("owned");
  }

  @Test
  @Order(11)
  void thePageIsReadableOnEveryWidthInLightAndDark() throws Exception {
    String id = id();
    page.visit("/widgets/one-by-one", id);
    String trace = page.trace(id).get("trace_id").asString();
    String[] views = {"requests", "trace/" + trace, "logs", "services", "metrics", "status"};
    for (boolean dark : new boolean[] {false, true}) {
      tab.dark(dark);
      for (int width : new int[] {1280, 400}) {
        tab.resize(width, 800);
        for (String view : views) {
          page.open("#/" + view);
          tab.await(
              "document.querySelector('.request .pill, .waterfall .span-row, .logline, .service, .card, .panel h2')");
          Readability.check(tab, view + " at " + width + (dark ? " dark" : " light"));
        }
      }
    }
    tab.dark(false);
    tab.resize(1280, 800);
    assertThat(tab.complaints()).as("of the browser").isEmpty();
  }

  @Test
  @Order(12)
  void screenshots() throws Exception {
    String id = id();
    page.visit("/widgets/boom", id);
    JsonNode boom = page.trace(id);
    String many = id();
    page.visit("/widgets/one-by-one", many);
    JsonNode repeated = page.trace(many);
    tab.resize(1280, 680);
    shoot("#/requests", ".request .pill", "requests");
    shoot("#/trace/" + repeated.get("trace_id").asString(), ".span-row", "trace");
    shoot("#/trace/" + boom.get("trace_id").asString(), ".failure", "error");
    shoot("#/logs", ".logline", "logs");
    shoot("#/services", ".service", "services");
    tab.dark(true);
    shoot("#/metrics", ".card", "metrics-dark");
    tab.resize(400, 800);
    shoot("#/trace/" + repeated.get("trace_id").asString(), ".span-row", "trace-narrow-dark");
    tab.dark(false);
    shoot("#/requests", ".request .pill", "requests-narrow");
    assertThat(SCREENSHOTS.resolve("local-agent-requests.png")).isNotEmptyFile();
  }

  private void shoot(String hash, String ready, String name) {
    page.open(hash);
    tab.await("document.querySelector('" + ready + "')");
    Path file = SCREENSHOTS.resolve("local-agent-" + name + ".png");
    tab.screenshot(file);
    SmallPng.shrink(file);
  }
}
