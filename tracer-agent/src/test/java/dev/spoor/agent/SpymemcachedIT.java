package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.MemcachedServer;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real memcached, and the oldest and the newest spymemcached, by both of its protocols. */
class SpymemcachedIT {
  private static final String BOTH =
      " get? set get+ add replace gets cas append prepend getBulk touch delete set incr decr incr"
          + " delete get? get! get?";

  @ParameterizedTest
  @ValueSource(strings = {"spymemcached-2.10", ""})
  void oneSpanPerOperationFromCallToAnswer(String old, @TempDir Path directory) throws Exception {
    Optional<MemcachedServer> started = MemcachedServer.start();
    assumeTrue(started.isPresent(), MemcachedServer.ABSENT);
    ScenarioApp libraries = new ScenarioApp(directory);
    String classPath =
        (old.isEmpty() ? libraries.withOwn("spymemcached-") : libraries.with(old))
            .sources("spymemcached/MemcachedMain")
            .build();
    try (MemcachedServer server = started.get();
        FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain("dev.spoor.agent.scenario.spymemcached.MemcachedMain")
                .classPath(classPath)
                .arguments("" + server.port())
                .agent(AgentJar.real().toFile())
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .start()) {
      app.awaitOut("stop"::equals);
      server.pause();
      app.say("");
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).contains("done");
      assertThat(app.err()).isEmpty();
      agent.assertNoViolations();
      List<DecodedSpan> spans =
          new ArrayList<>(
              agent.spans().stream().filter(span -> "memcached".equals(span.type())).toList());
      spans.sort(Comparator.comparingLong(DecodedSpan::start));

      assertThat(String.join(" ", spans.stream().map(SpymemcachedIT::inWords).toList()))
          .isEqualTo((BOTH + BOTH + " get! incr! set-").strip());
      for (DecodedSpan span : spans) {
        SpanAssert.assertThat(span)
            .hasName("memcached.query")
            .hasService("memcached")
            .hasTag("component", "java-spymemcached")
            .hasTag("span.kind", "client")
            .hasTag("db.type", "memcached")
            .hasMetric("_dd.measured", 1);
      }
      SpanAssert.assertThat(spans.get(1))
          .hasTag("peer.hostname", "127.0.0.1")
          .hasTag("peer.ipv4", "127.0.0.1")
          .hasMetric("peer.port", server.port());
      DecodedSpan inRequest = spans.get(BOTH.strip().split(" ").length - 1);
      SpanAssert.assertThat(inRequest)
          .isChildOf(agent.awaitSpan(span -> span.name().equals("servlet.request")));
      for (AgentRequest request : agent.requests("/v0.4/traces")) {
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
            .doesNotContain("secret");
      }
    }
  }

  /** Hits, misses, errors and cancellations as signs behind the operation. */
  private static String inWords(DecodedSpan span) {
    String result = span.tag("memcached.result");
    String sign = result == null ? "" : result.equals("hit") ? "+" : "?";
    String cancelled = "true".equals(span.tag("db.command.cancelled")) ? "-" : "";
    return span.resource() + sign + cancelled + (span.isError() ? "!" : "");
  }
}
