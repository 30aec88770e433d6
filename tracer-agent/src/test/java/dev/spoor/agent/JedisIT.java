package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.testing.AgentRequest;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.FreePort;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server and the lines of Jedis from 2 to 8. */
class JedisIT {
  @TempDir static Path folder;
  private static RedisServer redis;
  private static int port;
  private static String whyNot = "";

  @BeforeAll
  static void startRedis() throws Exception {
    port = FreePort.find();
    try {
      String binary =
          ExecutableProvider.newJarResourceProvider(folder.toFile()).get().getAbsolutePath();
      redis =
          new RedisServer(
              port,
              List.of(binary, "--bind", "127.0.0.1", "--port", "" + port, "--save", ""),
              false);
      redis.start();
    } catch (Exception | LinkageError e) {
      redis = null;
      whyNot = "skipped: no Redis server starts here: " + e;
      System.out.println(whyNot);
    }
  }

  @AfterAll
  static void stopRedis() throws Exception {
    if (redis != null) {
      redis.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jedis2", "jedis3", "jedis4", "jedis8"})
  void oneSpanPerCommandPipelineAndTransaction(String version, @TempDir Path directory)
      throws Exception {
    assumeTrue(redis != null, whyNot);
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm app =
            ForkedJvm.ofMain("dev.spoor.agent.scenario.jedis.JedisMain")
                .classPath(
                    new ScenarioApp(directory).with(version).sources("jedis/JedisMain").build())
                .arguments("127.0.0.1", "" + port)
                .agent(AgentJar.real().toFile())
                .sendingTo(agent)
                .environment("DD_SERVICE", "shop")
                .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).hasSize(2).contains("done");
      assertThat(app.err()).allMatch(line -> line.startsWith("SLF4J"));
      agent.assertNoViolations();
      List<DecodedSpan> spans = new ArrayList<>(agent.spans());
      // What Jedis 2 says when it leaves.
      spans.removeIf(span -> span.resource().equals("QUIT"));
      spans.sort(Comparator.comparingLong(DecodedSpan::start));

      assertThat(spans.stream().map(JedisIT::inWords))
          .containsExactly(
              ("PING SET GET GET LPUSH BLPOP EVAL DEL PING SET LPOP! EVAL!"
                      + " PING PIPELINE PIPELINE PIPELINE PING MULTI DISCARD PING INCR INCR ECHO!")
                  .split(" "));
      for (DecodedSpan span : spans) {
        SpanAssert.assertThat(span)
            .hasName("redis.query")
            .hasService("redis")
            .hasType("redis")
            .hasTag("component", "redis-command")
            .hasTag("span.kind", "client")
            .hasTag("db.type", "redis")
            .hasMetric("_dd.measured", 1);
      }
      assertThat(spans.get(1).tag("peer.hostname")).isEqualTo("127.0.0.1");
      for (AgentRequest request : agent.requests("/v0.4/traces")) {
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
            .doesNotContain("secret");
      }
    }
  }

  private static String inWords(DecodedSpan span) {
    return span.resource() + (span.isError() ? "!" : "");
  }
}
