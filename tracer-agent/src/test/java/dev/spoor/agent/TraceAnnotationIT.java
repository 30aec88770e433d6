package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that comes from Datadog's tracer, with {@code @Trace} on its methods. */
class TraceAnnotationIT {
  private static ForkedJvm.Builder app(Path directory, FakeAgent agent) throws Exception {
    return ForkedJvm.ofMain("shop.TracedMain")
        .classPath(new ScenarioApp(directory).withResources("Trace", "TracedMain").build())
        .agent(AgentJar.real().toFile())
        .sendingTo(agent)
        .environment("DD_SERVICE", "shop");
  }

  private static DecodedSpan span(FakeAgent agent, String resource) {
    return agent.awaitSpan(each -> each.resource().equals(resource));
  }

  @Test
  void eachCallOfSuchAMethodIsASpan(@TempDir Path directory) throws Exception {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app = app(directory, agent).start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.err()).isEmpty();
      assertThat(app.out()).containsExactly("outer 6", "failed as it must", "pending true");
      agent.assertNoViolations();

      DecodedSpan outer = span(agent, "TracedMain.outer");
      SpanAssert.assertThat(outer)
          .isRoot()
          .hasName("trace.annotation")
          .hasService("shop")
          .hasType("")
          .hasTag("component", "trace");
      assertThat(outer.tag("span.kind")).isNull();
      assertThat(outer.metric("_dd.measured")).isNull();

      DecodedSpan named = span(agent, "the resource");
      SpanAssert.assertThat(named).hasName("op.name").hasMetric("_dd.measured", 1);
      assertThat(named.parentId()).isEqualTo(outer.spanId());

      DecodedSpan alone = span(agent, "TracedMain.alone");
      assertThat(alone.parentId()).isZero();
      assertThat(alone.traceId()).isNotEqualTo(outer.traceId());

      DecodedSpan failed = span(agent, "Inner.fails");
      assertThat(failed.isError()).isTrue();
      SpanAssert.assertThat(failed).hasTag("error.message", "as it must");
      assertThat(span(agent, "TracedMain.future").isError()).as("it ends with the call").isFalse();
      assertThat(agent.spans()).hasSize(5);
    }
  }

  @Test
  void theyCanBeLeftAlone(@TempDir Path directory) throws Exception {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            app(directory, agent)
                .environment("DD_TRACE_TRACE_ANNOTATION_ENABLED", "false")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).hasSize(3);
      assertThat(agent.spans()).isEmpty();
    }
  }
}
