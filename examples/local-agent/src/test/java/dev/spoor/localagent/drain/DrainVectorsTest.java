package dev.spoor.localagent.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.localagent.metrics.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A drain's body of six messages, byte for byte, is read whole. */
class DrainVectorsTest {
  static final String BODY =
      """
      308 <158>1 2026-11-22T10:28:47.153192+00:00 host heroku router - at=info method=GET path="/widgets?page=2" host=demo.example.com request_id=407b828f-4a7e-4a51-9d38-2f0c9b5d1a11 fwd="203.0.113.7, 198.51.100.2" dyno=web.1 connect=1ms service=18ms status=200 bytes=1522 protocol=http1.1 tls=true tls_version=tls1.3
      321 <158>1 2026-11-22T10:28:48.000001+00:00 host heroku router - at=error code=H12 desc="Request timeout" method=POST path="/widgets" host=demo.example.com request_id=5f1c8f0e-33aa-4c55-8a66-b7f00c1d2e3f fwd="203.0.113.7" dyno=web.1 connect=0ms service=30000ms status=503 bytes=0 protocol=http2.0 tls=true tls_version=tls1.3
      269 <158>1 2026-11-22T10:28:49+00:00 host heroku router - at=error code=H14 desc="No web processes running" method=GET path="/" host=demo.example.com request_id=0c9a4a51-b4d2-4e07-8d4d-1de95b38a7aa fwd="203.0.113.7" dyno= connect= service= status=503 bytes= protocol=https
      180 <134>1 2026-11-22T10:28:50.250000+00:00 host heroku web.1 - source=web.1 dyno=heroku.322071457.6c1f0a52-0f2b-4f57-9c3c-3d5b1a0e7d10 sample#load_avg_1m=0.12 sample#load_avg_5m=0.05
      335 <134>1 2026-11-22T10:28:50.250100+00:00 host heroku web.1 - source=web.1 dyno=heroku.322071457.6c1f0a52-0f2b-4f57-9c3c-3d5b1a0e7d10 sample#memory_total=180.43MB sample#memory_rss=180.05MB sample#memory_cache=0.38MB sample#memory_swap=0.00MB sample#memory_pgpgin=84329pages sample#memory_pgpgout=38140pages sample#memory_quota=512.00MB
      134 <190>1 2026-11-22T10:28:51.000000+00:00 host app web.1 - {"message":"über ☃","dd":{"trace_id":"66a3c1d2000000004bf92f3577b34da6"}}
      """;

  static byte[] body() {
    return BODY.getBytes(StandardCharsets.UTF_8);
  }

  /** Remembers what it is given. */
  static final class Received implements DrainReader.Sink {
    final List<DrainMessage> messages = new ArrayList<>();
    final List<RouterLine> routers = new ArrayList<>();
    final List<Metric> metrics = new ArrayList<>();

    @Override
    public void message(DrainMessage message, @Nullable RouterLine router) {
      messages.add(message);
      if (router != null) {
        routers.add(router);
      }
    }

    @Override
    public void metric(Metric metric) {
      metrics.add(metric);
    }

    Metric metric(String name) {
      return metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
  }

  private final Received received = new Received();
  private final DrainReader reader = new DrainReader(received);

  @Test
  void theBodyIsReadWhole() {
    assertThat(body()).hasSize(1571);
    assertThat(reader.read(body(), null, "demo")).isEqualTo(new DrainReader.Result(6, 0));
    assertThat(received.messages).hasSize(6);
    assertThat(received.messages.get(0).millis()).isEqualTo(1_795_343_327_153L);
    assertThat(received.messages.get(5))
        .extracting(DrainMessage::app, DrainMessage::process, DrainMessage::severity)
        .containsExactly("app", "web.1", 6);
    assertThat(received.messages.get(5).text()).contains("über ☃").endsWith("}}");
  }

  @Test
  void routerLinesTellTheRequest() {
    reader.read(body(), null, "demo");
    RouterLine good = received.routers.get(0);
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.path()).isEqualTo("/widgets");
    assertThat(good.query()).isEqualTo("page=2");
    assertThat(good.client()).isEqualTo("203.0.113.7");
    assertThat(good.durationNanos()).isEqualTo(19_000_000);
    assertThat(good.dyno()).isEqualTo("web.1");
    assertThat(good.dynoType()).isEqualTo("web");
    assertThat(good.requestId()).isEqualTo("407b828f-4a7e-4a51-9d38-2f0c9b5d1a11");
    assertThat(good.isError()).isFalse();
    RouterLine timeout = received.routers.get(1);
    assertThat(timeout.code()).isEqualTo("H12");
    assertThat(timeout.desc()).isEqualTo("Request timeout");
    assertThat(timeout.serviceMillis()).isEqualTo(30_000);
    assertThat(timeout.isError()).isTrue();
    RouterLine nobody = received.routers.get(2);
    assertThat(nobody.code()).isEqualTo("H14");
    assertThat(nobody.dyno()).isEmpty();
    assertThat(nobody.dynoType()).isEmpty();
    assertThat(nobody.durationNanos()).isEqualTo(-1);
    assertThat(nobody.bytes()).isEqualTo(-1);
  }

  @Test
  void linesBecomeMetricsWithFewTags() {
    reader.read(body(), null, "demo");
    assertThat(received.metrics.get(0).dogStatsD())
        .isEqualTo(
            "heroku.router.requests:1|c"
                + "|#appname:demo,dyno:web.1,dynotype:web,http.status_code:200");
    assertThat(received.metric("heroku.router.duration").value()).isEqualTo(19);
    assertThat(received.metric("heroku.router.bytes").value()).isEqualTo(1522);
    assertThat(received.metrics.stream().filter(m -> m.name().equals("heroku.router.errors")))
        .extracting(Metric::tags)
        .containsExactly(
            List.of(
                "appname:demo", "dyno:web.1", "dynotype:web", "http.status_code:503", "code:H12"),
            List.of("appname:demo", "http.status_code:503", "code:H14"));
    assertThat(received.metric("heroku.cpu.1m"))
        .isEqualTo(
            Metric.gauge(
                "heroku.cpu.1m", 0.12, List.of("appname:demo", "dyno:web.1", "dynotype:web")));
    assertThat(received.metric("heroku.memory.rss").value()).isEqualTo(180.05);
    assertThat(received.metric("heroku.memory.quota").value()).isEqualTo(512);
    assertThat(received.metric("heroku.memory.pgpgin").value()).isEqualTo(84_329);
    assertThat(received.metrics.stream().filter(m -> m.name().startsWith("heroku.memory.")))
        .hasSize(7);
  }

  @Test
  void aFrameThatComesAgainIsLeftOut() {
    reader.read(body(), "frame-1", "");
    assertThat(reader.read(body(), "frame-1", "").messages()).isZero();
    assertThat(reader.read(body(), "frame-2", "").messages()).isEqualTo(6);
    assertThat(received.messages).hasSize(12);
  }

  @Test
  void memoryErrorsAndAddOnsAreMetricsToo() {
    DrainMessage quota =
        message("<134>1 2026-11-22T10:28:50+00:00 host heroku web.1 - Error R14 (Memory quota)");
    DrainMetrics.of(quota, "", received.metrics::add);
    DrainMessage lost =
        message("<172>1 2026-11-22T10:28:50+00:00 host heroku logplex - Error L10 (output buffer)");
    DrainMetrics.of(lost, "", received.metrics::add);
    DrainMessage postgres =
        message(
            "<134>1 2026-11-22T10:28:50+00:00 host app heroku-postgres - x sample#db_size=9bytes");
    DrainMetrics.of(postgres, "", received.metrics::add);
    DrainMessage redis =
        message(
            "<134>1 2026-11-22T10:28:50+00:00 host heroku heroku-redis - source=REDIS"
                + " sample#hit-rate=0.99 sample#memory-redis=527bytes sample#bad=x");
    DrainMetrics.of(redis, "", received.metrics::add);
    assertThat(received.metrics)
        .extracting(Metric::dogStatsD)
        .containsExactly(
            "heroku.errors:1|c|#dyno:web.1,dynotype:web,code:R14",
            "heroku.errors:1|c|#dyno:logplex,dynotype:logplex,code:L10",
            "heroku.redis.hit_rate:0.99|g|#source:REDIS",
            "heroku.redis.memory_redis:527|g|#source:REDIS");
  }

  @Test
  void syslogDrainsNameThemselvesAndHaveOneMoreDash() {
    DrainMessage message =
        message("<134>1 2026-11-22T10:28:50Z d.73ea7440 app web.1 - - hello - there");
    assertThat(message.text()).isEqualTo("hello - there");
    assertThat(DrainMessage.parse("<134>1 2026 host app web.1")).isNull();
    assertThat(message("<134>1 yesterday host app web.1 -").millis()).isEqualTo(-1);
  }

  @Test
  void oldRouterLinesAreReadToo() {
    RouterLine line =
        Objects.requireNonNull(
            RouterLine.parse(
                "at=info method=GET path=/a?b=\"c\" host=x fwd=1.2.3.4 dyno=web.2 connect=2ms"
                    + " service=3ms status=200 bytes=9 sock=client new#key-1=\"a \"b\" c\""));
    assertThat(line.path()).isEqualTo("/a");
    assertThat(line.query()).isEqualTo("b=\"c\"");
    assertThat(line.client()).isEqualTo("1.2.3.4");
    assertThat(Pairs.of("x=\"a \"b\" c=1"))
        .as("the quote that ends a value stands before a blank")
        .containsEntry("x", "a \"b")
        .containsEntry("c", "1");
    assertThat(RouterLine.parse("State changed from up to down")).isNull();
  }

  private static DrainMessage message(String text) {
    return Objects.requireNonNull(DrainMessage.parse(text), text);
  }
}
