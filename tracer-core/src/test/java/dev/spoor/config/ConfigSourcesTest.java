package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Log;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where values are looked for, and who wins. */
class ConfigSourcesTest {
  @TempDir Path folder;

  @Test
  void everyLevelWinsOverTheOnesBelowIt() throws IOException {
    File file = write("dd.agent.host=file\n");
    Properties properties = new Properties();
    Map<String, String> environment = Map.of("DD_TRACE_CONFIG", file.getPath());
    Sources sources = Sources.of(environment);
    assertOrigin(sources, "file", Source.FILE);
    assertOrigin(
        sources.agentArguments("dd.agent.host=argument"), "argument", Source.AGENT_ARGUMENT);

    environment = Map.of("DD_TRACE_CONFIG", file.getPath(), "DD_AGENT_HOST", "environment");
    sources = Sources.of(environment).agentArguments("dd.agent.host=argument");
    assertOrigin(sources, "environment", Source.ENVIRONMENT);

    properties.setProperty("dd.agent.host", "property");
    sources = Sources.of(environment::get, properties).agentArguments("dd.agent.host=argument");
    assertOrigin(sources, "property", Source.SYSTEM_PROPERTY);
    assertOrigin(sources.code(Map.of("DD_AGENT_HOST", "code")), "code", Source.CODE);
  }

  @Test
  void withoutAnyValueTheDefaultStandsAndSaysSo() {
    Config config = Config.defaults();

    assertThat(config.agentUrl()).isEqualTo("http://localhost:8126");
    assertThat(config.source(AgentSettings.AGENT_HOST)).isEqualTo(Source.DEFAULT);
    assertThat(config.agentTimeoutMillis()).isEqualTo(10_000);
    assertThat(config.flushIntervalMillis()).isEqualTo(1_000);
    assertThat(config.traceEnabled()).isTrue();
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void propertiesMayBeSpelledWithDashes() {
    Properties properties = new Properties();
    properties.setProperty("dd.http.server.tag.query-string", "false");
    properties.setProperty("dd.trace.x-datadog-tags.max.length", "7");

    Config config = Config.resolve(Sources.of(name -> null, properties));

    assertThat(config.tagServerQueryString()).isFalse();
    assertThat(config.datadogTagsMaxLength()).isEqualTo(7);
  }

  @Test
  void valuesThatAreNoStringsAreNotLookedAt() {
    Properties properties = new Properties();
    properties.put("dd.agent.host", 7);
    properties.put(7, "dd.agent.host");

    assertThat(Config.resolve(Sources.of(name -> null, properties)).agentHost())
        .isEqualTo("localhost");
  }

  @Test
  void blankCountsAsNotSetAndGivesWayToTheNextSource() {
    Properties properties = new Properties();
    properties.setProperty("dd.version", " ");

    Config config = Config.resolve(Sources.of(Map.of("DD_VERSION", "7")::get, properties));

    assertThat(config.version()).isEqualTo("7");
    assertThat(Config.resolve(Sources.of(Map.of("DD_VERSION", ""))).version()).isEmpty();
  }

  @Test
  void anOlderNameIsReadIfTheNewOneIsNotSet() {
    assertThat(of("DD_AGENT_PORT", "1").agentPort()).isEqualTo(1);
    assertThat(of("DD_AGENT_PORT", "1", "DD_TRACE_AGENT_PORT", "2").agentPort()).isEqualTo(2);
    assertThat(of("DD_LOGS_INJECTION", "false").logsInjection()).isFalse();
  }

  @Test
  void agentArgumentsKeepCommasThatBelongToAValue() {
    Config config =
        Config.resolve(
            Sources.of(Map.of()).agentArguments("dd.tags=a:1,b:2,dd.service=shop, dd.env=ci,x"));

    assertThat(config.tags()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(config.service()).isEqualTo("shop");
    assertThat(config.env()).isEqualTo("ci,x");
  }

  @Test
  void strayAgentArgumentsAreHarmless() {
    for (String arguments : new String[] {"", ",", "=", "x", "dd.", "dd.=", "dd.a", "a=b,c"}) {
      assertThat(Config.resolve(Sources.of(Map.of()).agentArguments(arguments)).problems())
          .as(arguments)
          .isEmpty();
    }
    assertThat(Config.resolve(Sources.of(Map.of()).agentArguments(null)).problems()).isEmpty();
  }

  @Test
  void mapsAreTheUnionOfAllSources() {
    Properties properties = new Properties();
    properties.setProperty("dd.tags", "a:property,b:property");

    Config config =
        Config.resolve(
            Sources.of(Map.of("DD_TAGS", "b:environment c:environment")::get, properties));

    assertThat(config.tags())
        .isEqualTo(Map.of("a", "property", "b", "property", "c", "environment"));
    assertThat(config.source(ServiceSettings.TAGS)).isEqualTo(Source.SYSTEM_PROPERTY);
  }

  @Test
  void anUnreadableFileIsToldInOneLineAndPassedOver() throws IOException {
    String missing = folder.resolve("no.properties").toString();
    File broken = write("dd.service=\\u00zz\n");
    for (String path : new String[] {missing, folder.toString(), broken.getPath(), "/dev/zero"}) {
      Config config = of("DD_TRACE_CONFIG", path, "DD_SERVICE", "shop");

      assertThat(config.problems()).as(path).hasSize(1);
      assertThat(config.problems().get(0)).contains("DD_TRACE_CONFIG").contains(path);
      assertThat(config.service()).isEqualTo("shop");
    }
  }

  @Test
  void loadingPrintsOneLineForEachProblem() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Log.setOutput(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Config.load(Sources.of(Map.of("DD_TRACE_AGENT_PORT", "x", "DD_TRACE_ENABLED", "maybe")));
    } finally {
      Log.setOutput(System.err);
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("DD_TRACE_AGENT_PORT") && line.contains("using 8126"))
        .anyMatch(line -> line.contains("DD_TRACE_ENABLED") && line.contains("using true"));
  }

  @Test
  void theRealProcessCanBeRead() {
    Config config = Config.resolve(Sources.process());

    assertThat(config.service()).isNotEmpty();
    assertThat(config.agentPort()).isBetween(1, 65535);
  }

  @Test
  void integrationTogglesHaveThreeSpellingsInOrder() {
    assertThat(Config.defaults().integrationEnabled("jdbc")).isTrue();
    assertThat(of("DD_TRACE_JDBC_ENABLED", "false").integrationEnabled("jdbc")).isFalse();
    assertThat(of("DD_TRACE_INTEGRATION_JDBC_ENABLED", "0").integrationEnabled("jdbc")).isFalse();
    assertThat(of("DD_INTEGRATION_JDBC_ENABLED", "FALSE").integrationEnabled("jdbc")).isFalse();
    assertThat(
            of("DD_TRACE_JDBC_ENABLED", "true", "DD_INTEGRATION_JDBC_ENABLED", "false")
                .integrationEnabled("jdbc"))
        .isTrue();
    assertThat(of("DD_TRACE_NETTY_4_1_ENABLED", "false").integrationEnabled("netty-4.1")).isFalse();
    assertThat(of("DD_TRACE_JDBC_ENABLED", "no").integrationEnabled("jdbc")).isTrue();
  }

  @Test
  void oneNameOfSeveralIsEnoughToLeaveTheDefault() {
    Config off = of("DD_TRACE_REDIS_ENABLED", "false", "DD_TRACE_JEDIS_ENABLED", "true");
    assertThat(off.integrationEnabled(true, "jedis", "redis")).isFalse();
    Config on = of("DD_TRACE_SERVLET_FILTER_ENABLED", "true");
    assertThat(on.integrationEnabled(false, "servlet", "servlet-filter")).isTrue();
    assertThat(on.integrationEnabled(false, "servlet")).isFalse();
    Config none = of("DD_INTEGRATIONS_ENABLED", "false", "DD_TRACE_JDBC_ENABLED", "true");
    assertThat(none.integrationEnabled("redis")).isFalse();
    assertThat(none.integrationEnabled("jdbc")).isTrue();
  }

  private static void assertOrigin(Sources sources, String host, Source source) {
    Config config = Config.resolve(sources);
    assertThat(config.agentHost()).isEqualTo(host);
    assertThat(config.source(AgentSettings.AGENT_HOST)).isEqualTo(source);
  }

  private File write(String text) throws IOException {
    return Files.writeString(folder.resolve("spoor.properties"), text).toFile();
  }

  static Config of(String... pairs) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return Config.resolve(Sources.of(environment));
  }
}
