package dev.spoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The app with settings other than the usual ones, and as a process of its own. */
class ConformanceSettingsTest {
  @Test
  void restartLinksToTheCallerAndKeepsTheBaggage() {
    try (RunningApp app = new RunningApp("DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT", "restart")) {
      Object parent =
          app.extract(
              "x-datadog-trace-id", "10",
              "x-datadog-parent-id", "20",
              "x-datadog-sampling-priority", "-1",
              "baggage", "a=1");
      assertThat(parent).isEqualTo(0L);
      Object id = app.start("root", "parent_id", parent);
      assertThat(app.inject(id)).containsEntry("baggage", "a=1");
      app.finish(id);
      app.flush();

      DecodedSpan root = app.agent().awaitSpan(span -> span.name().equals("root"));
      SpanAssert.assertThat(root).isRoot().hasMetric("_sampling_priority_v1", 1);
      Map<?, ?> link =
          (Map<?, ?>) ((List<?>) Json.read(root.tag("_dd.span_links").getBytes())).get(0);
      assertThat(link.get("trace_id")).isEqualTo("0000000000000000000000000000000a");
      assertThat(link.get("attributes"))
          .isEqualTo(
              Map.of("reason", "propagation_behavior_extract", "context_headers", "datadog"));
    }
  }

  @Test
  void stylesAreTheOnesThatWereSet() {
    try (RunningApp app =
        new RunningApp(
            "DD_TRACE_PROPAGATION_STYLE_EXTRACT", "b3single",
            "DD_TRACE_PROPAGATION_STYLE_INJECT", "b3multi")) {
      Object parent = app.extract("b3", "000000000000000a-000000000000000b-1", "baggage", "a=1");
      Object id = app.start("root", "parent_id", parent);
      assertThat(app.inject(id))
          .containsEntry("X-B3-TraceId", "0000000000000000000000000000000a")
          .containsEntry("X-B3-Sampled", "1")
          .hasSize(3);
      app.finish(id);
      app.flush();
      SpanAssert.assertThat(app.agent().awaitSpan(span -> span.name().equals("root")))
          .hasTag("b3.traceid", "000000000000000a");
    }
  }

  @Test
  void noStyleIsNothingInAndNothingOut() {
    try (RunningApp app = new RunningApp("DD_TRACE_PROPAGATION_STYLE", "none")) {
      assertThat(app.extract("x-datadog-trace-id", "10", "x-datadog-parent-id", "20")).isNull();
      assertThat(app.inject(app.start("root"))).isEmpty();
    }
  }

  @Test
  void tracingOffIsAnsweredAsWellAndSendsNothing() {
    try (RunningApp app = new RunningApp("DD_TRACE_ENABLED", "false")) {
      assertThat(app.post("/trace/span/start", "name", "x").get("span_id")).isEqualTo(0L);
      app.post("/trace/span/set_meta", "span_id", 0, "key", "k", "value", "v");
      app.post("/trace/span/finish", "span_id", 0);
      assertThat(app.inject(0)).isEmpty();
      assertThat(app.extract("x-datadog-trace-id", "10")).isNull();
      app.flush();
      app.post("/trace/stats/flush");
      assertThat(app.agent().requests("/v0.4/traces")).isEmpty();
    }
  }

  @Test
  void aProcessOfItsOwnReadsTheEnvironmentAndDiesOfACrash() throws IOException {
    int port = FreePort.find();
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm jvm =
            ForkedJvm.ofMain(ConformanceApp.class.getName())
                .classPath(System.getProperty("java.class.path"))
                .sendingTo(agent)
                .environment("APM_TEST_CLIENT_SERVER_PORT", Integer.toString(port))
                .environment("DD_SERVICE", "forked")
                .environment("DD_TRACE_DEBUG", "true")
                .start()) {
      awaitReady(port, jvm);
      Object id = RunningApp.call(port, "POST", "/trace/span/start", "name", "x").get("span_id");
      RunningApp.call(port, "POST", "/trace/span/finish", "span_id", id);
      RunningApp.call(port, "POST", "/trace/span/flush");
      SpanAssert.assertThat(agent.awaitSpan(span -> span.name().equals("x"))).hasService("forked");
      assertThat(agent.spans()).hasSize(1);

      assertThat(RunningApp.call(port, "GET", "/trace/config").get("config"))
          .extracting("dd_service")
          .isEqualTo("forked");
      assertThatThrownBy(() -> RunningApp.exchange(port, "GET", "/trace/crash"));
      assertThat(jvm.awaitExit()).isNotZero();
    }
  }

  private static void awaitReady(int port, ForkedJvm jvm) {
    while (true) {
      try {
        assertThat(RunningApp.exchange(port, "GET", "/non-existent").statusCode()).isEqualTo(404);
        return;
      } catch (UncheckedIOException e) {
        assertThat(jvm.process().isAlive()).as(jvm.describe("ended early")).isTrue();
      }
    }
  }
}
