package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.Brief;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong in the environment of a process. */
class BadSettingsIT {
  private static final String SECRET = "hunter2";

  @Test
  void eachBadValueHasOneLineAndTheSpansStillArrive() {
    try (FakeAgent agent = FakeAgent.start()) {
      Map<String, String> bad = new TreeMap<>();
      bad.put("DD_TRACE_AGENT_PORT", "abc");
      bad.put("DD_TRACE_SAMPLE_RATE", "x");
      bad.put("DD_TRACE_CONFIG", "/no/such/file.properties");
      bad.put("DD_TRACE_ENABLED", "perhaps");
      bad.put("DD_TRACE_QUEUE_BYTES", "much");
      bad.put("DD_TRACE_JDBC_ENABLED", "maybe");
      bad.put("DD_TRACE_PROPAGATION_STYLE", "telepathy");
      bad.put("DD_TRACE_HTTP_SERVER_ERROR_STATUSES", "5xx");
      ForkedJvm.Builder builder = program(agent).environment("DD_TRACE_AGENT_URL", agent.url());
      bad.forEach(builder::environment);
      builder.environment("DD_TAGS", "garbage,password=" + SECRET + ",team:core");
      List<String> lines = lines(builder, agent);

      assertThat(agent.spans()).allMatch(span -> "core".equals(span.meta().get("team")));
      for (String name : bad.keySet()) {
        assertThat(lines).filteredOn(line -> line.contains(name)).as(name).hasSize(1);
      }
      assertThat(lines).filteredOn(line -> line.contains("DD_TAGS")).hasSize(2);
      assertThat(lines).hasSize(bad.size() + 2);
    }
  }

  @Test
  void aUrlThatCannotBeUsedIsToldWithoutItsPassword() {
    try (FakeAgent agent = FakeAgent.start()) {
      for (String url :
          List.of(
              "http://user:" + SECRET + "@127.0.0.1:" + agent.port(),
              "https://user:" + SECRET + "@intake.invalid",
              "http://127.0.0.1:8126/?api_key=" + SECRET)) {
        agent.clear();
        List<String> lines = lines(program(agent).environment("DD_TRACE_AGENT_URL", url), agent);

        assertThat(lines).hasSize(1).first().asString().contains("DD_TRACE_AGENT_URL");
      }
    }
  }

  @Test
  void aFolderIsNoConfiguration(@TempDir Path folder) throws Exception {
    Path binary =
        Files.write(folder.resolve("broken.properties"), new byte[] {'a', '=', '\\', 'u'});
    try (FakeAgent agent = FakeAgent.start()) {
      for (Path file : List.of(folder, binary)) {
        agent.clear();
        ForkedJvm.Builder builder = program(agent).options("-Ddd.trace.config=" + file);

        assertThat(lines(builder, agent)).hasSize(1).first().asString().contains("DD_TRACE_CONFIG");
      }
    }
  }

  private static ForkedJvm.Builder program(FakeAgent agent) {
    return RunningShop.program(Brief.class, agent).arguments("return");
  }

  /** Runs it, waits for its span, and gives what it said, which must be ours and no secret. */
  private static List<String> lines(ForkedJvm.Builder builder, FakeAgent agent) {
    try (ForkedJvm jvm = builder.start()) {
      RunningShop.assertEnds(jvm);
      agent.awaitSpans(1);
      agent.assertNoViolations();
      assertThat(jvm.err())
          .allMatch(line -> line.startsWith("[spoor] WARN"))
          .noneMatch(line -> line.contains(SECRET));
      return jvm.err();
    }
  }
}
