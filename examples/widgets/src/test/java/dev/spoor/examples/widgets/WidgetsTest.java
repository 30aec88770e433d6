package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import redis.clients.jedis.RedisClient;

/** The application over HTTP, on PostgreSQL and Redis servers of its own. */
@Timeout(120)
class WidgetsTest {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static ConfigurableApplicationContext application;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    application = WidgetsApplication.start(Settings.from(Map.of("PORT", "0")));
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void frontPageLinksToTheShelf() throws Exception {
    HttpResponse<String> response = get("/", BROWSER);

    assertHtml(response, 200);
    assertThat(response.body()).contains("href=\"/widgets\"");
  }

  @Test
  void healthNeedsNoServers() throws Exception {
    assertThat(get("/health", "*/*").body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/widgets", "/widgets/slow", "/widgets/async"})
  void shelfIsAPageForBrowsers(String path) throws Exception {
    HttpResponse<String> response = get(path, BROWSER);

    assertHtml(response, 200);
    assertThat(response.body()).contains("<a href=\"/widgets/1\">Sprocket</a>", "Flange", "Gasket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/widgets.json",
        "/widgets?format=json",
        "/widgets/slow?format=json",
        "/widgets/async?format=json"
      })
  void shelfIsJsonForThoseWhoSaySoInTheAddress(String path) throws Exception {
    HttpResponse<String> response = get(path, BROWSER);

    assertJson(response, 200);
    assertThat(response.body())
        .startsWith("[{\"id\":1,\"name\":\"Sprocket\",")
        .contains("\"stock\":7", "\"created_at\":\"20", "\"updated_at\":\"20");
  }

  @Test
  void acceptHeaderAsksForJsonToo() throws Exception {
    assertJson(get("/widgets", "application/json"), 200);
    assertJson(get("/widgets/1", "application/json"), 200);
    assertHtml(get("/widgets", "*/*"), 200);
  }

  @Test
  void shelfComesFromRedisTheSecondTimeAndStaysTrue() throws Exception {
    RedisClient redis = application.getBean(RedisClient.class);
    redis.flushAll();

    String first = get("/widgets.json", "*/*").body();
    String copy = redis.get(redis.keys("widgets:*").iterator().next());
    assertThat(copy).isEqualTo(first);
    assertThat(get("/widgets.json", "*/*").body()).isEqualTo(first);

    post("application/json", "{\"name\":\"Ratchet\"}");
    assertThat(get("/widgets.json", "*/*").body()).contains("Ratchet");
  }

  @Test
  void oneWidgetIsAPageOrJson() throws Exception {
    assertThat(get("/widgets/1", BROWSER).body()).contains("<h1>Sprocket</h1>", "In stock: 7");
    assertThat(get("/widgets/1.json", "*/*").body())
        .startsWith("{\"id\":1,\"name\":\"Sprocket\",")
        .isEqualTo(get("/widgets/1.json", "*/*").body());
  }

  @Test
  void unknownWidgetsAndPagesAreNotFound() throws Exception {
    assertHtml(get("/widgets/4711", BROWSER), 404);
    assertHtml(get("/no/such/page", BROWSER), 404);
    HttpResponse<String> response = get("/widgets/4711.json", "*/*");
    assertJson(response, 404);
    assertThat(response.body()).contains("\"status\":404");
  }

  @Test
  void failureShowsNothingOfItsCause() throws Exception {
    HttpResponse<String> page = get("/widgets/boom", BROWSER);
    assertHtml(page, 500);
    assertThat(page.body()).doesNotContain("fell down", "Exception");
    assertJson(get("/widgets/boom?format=json", "*/*"), 500);
  }

  @Test
  void formMakesAWidgetAndLeadsToIt() throws Exception {
    HttpResponse<String> created =
        post(
            "application/x-www-form-urlencoded",
            "name=%3Cb%3EBolt%3C%2Fb%3E&description=%22M8%22+%26+more&stock=12");

    assertThat(created.statusCode()).isEqualTo(303);
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches("/widgets/\\d+");
    assertThat(get(location, BROWSER).body())
        .contains("&lt;b&gt;Bolt&lt;/b&gt;", "&quot;M8&quot; &amp; more", "In stock: 12")
        .doesNotContain("<b>");
    assertThat(get("/widgets", BROWSER).body()).contains("&lt;b&gt;Bolt").doesNotContain("<b>");
  }

  @Test
  void aNewWidgetIsAnnouncedByAJob() throws Exception {
    post("application/json", "{\"name\":\"Cam\"}");

    Mails mails = application.getBean(Mails.class);
    while (!mails.subjects().contains("New on the shelf: Cam")) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void jsonMakesAWidgetToo() throws Exception {
    HttpResponse<String> created = post("application/json", "{\"name\":\"Nut\",\"stock\":2}");

    assertJson(created, 201);
    assertThat(created.body()).contains("\"name\":\"Nut\"", "\"description\":\"\"", "\"stock\":2");
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(get(location + ".json", "*/*").body()).isEqualTo(created.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stock=1", "name=+", "name=x&stock=-1"})
  void unusableWidgetIsRefused(String form) throws Exception {
    assertThat(post("application/x-www-form-urlencoded", form).statusCode()).isEqualTo(422);
  }

  @Test
  void brokenJsonIsRefused() throws Exception {
    assertThat(post("application/json", "{\"name\"").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> get(String path, String accept) throws Exception {
    return send(request(path).header("Accept", accept));
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    return send(
        request("/widgets").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static void assertHtml(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
  }

  private static void assertJson(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }
}
