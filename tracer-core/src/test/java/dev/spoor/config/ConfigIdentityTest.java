package dev.spoor.config;

import static dev.spoor.config.ConfigSourcesTest.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Service, environment, version, tags, host and Agent: the settings that speak for one another. */
class ConfigIdentityTest {
  @TempDir Path root;

  @Test
  void tagsOfTheDatadogBuildpackAreReadBySpace() {
    assertThat(of("DD_TAGS", "dyno:web.1 dynotype:web buildpackversion:2.44 team:core").tags())
        .containsExactly(
            Map.entry("dyno", "web.1"),
            Map.entry("dynotype", "web"),
            Map.entry("buildpackversion", "2.44"),
            Map.entry("team", "core"));
  }

  @Test
  void tagsAreReadByCommaAndByBoth() {
    Map<String, String> expected = Map.of("dyno", "web.1", "team", "core", "tier", "web");
    assertThat(of("DD_TAGS", "dyno:web.1,team:core, tier:web").tags()).isEqualTo(expected);
    assertThat(of("DD_TAGS", "dyno:web.1 team:core,tier:web").tags()).isEqualTo(expected);
    assertThat(of("DD_TAGS", " ,dyno:web.1,,team: core\ttier:web ,").tags()).isEqualTo(expected);
  }

  @Test
  void tagValuesMayHoldColonsAndBlanks() {
    assertThat(of("DD_TAGS", "url:http://h:1/x,who:core people,e:").tags())
        .isEqualTo(Map.of("url", "http://h:1/x", "who", "core people"));
  }

  @Test
  void itemsWithoutAKeyAreToldAndIgnored() {
    Config config = of("DD_TAGS", "alone,:nokey,a:b");
    assertThat(config.tags()).isEqualTo(Map.of("a", "b"));
    assertThat(config.problems()).hasSize(2);
  }

  @Test
  void theOwnVariablesWinOverTheSameKeysInTags() {
    Config both =
        of(
            "DD_TAGS", "service:ts,env:te,version:tv,a:b",
            "DD_SERVICE", "s",
            "DD_ENV", "e",
            "DD_VERSION", "v");
    assertThat(both.service()).isEqualTo("s");
    assertThat(both.env()).isEqualTo("e");
    assertThat(both.version()).isEqualTo("v");
    assertThat(both.tags()).isEqualTo(Map.of("a", "b"));

    Config tags = of("DD_TAGS", "service:ts,env:te,version:tv");
    assertThat(tags.service()).isEqualTo("ts");
    assertThat(tags.env()).isEqualTo("te");
    assertThat(tags.version()).isEqualTo("tv");
    assertThat(tags.source(ServiceSettings.VERSION)).isEqualTo(Source.TAGS);
    assertThat(tags.tags()).isEmpty();
  }

  @Test
  void spanTagsAreAddedToThoseOfTheProcess() {
    Config config = of("DD_TAGS", "a:1,b:1", "DD_TRACE_TAGS", "b:2", "DD_TRACE_SPAN_TAGS", "c:3");
    assertThat(config.tags()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(config.spanTags()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @Test
  void theServiceIsFoundInThisOrder() {
    Properties properties = new Properties();
    properties.setProperty("sun.java.command", "/app/target/widgets-0.0.1-SNAPSHOT.jar --p=secret");
    assertService(Map.of(), properties, "widgets", Source.PROCESS);
    assertService(Map.of("HEROKU_APP_NAME", "h"), properties, "h", Source.HEROKU);
    assertService(
        Map.of("HEROKU_APP_NAME", "h", "DD_TAGS", "service:t"), properties, "t", Source.TAGS);
    assertService(
        Map.of("DD_SERVICE_NAME", "old", "DD_TAGS", "service:t"),
        properties,
        "old",
        Source.ENVIRONMENT);
    assertService(
        Map.of("DD_SERVICE_NAME", "old", "DD_SERVICE", "s"), properties, "s", Source.ENVIRONMENT);
    assertService(Map.of(), new Properties(), "unnamed-java-app", Source.DEFAULT);
  }

  private static void assertService(
      Map<String, String> environment, Properties properties, String service, Source source) {
    Config config = Config.resolve(Sources.of(environment::get, properties));
    assertThat(config.service()).isEqualTo(service);
    assertThat(config.source(ServiceSettings.SERVICE_NAME)).isEqualTo(source);
    assertThat(config.isServiceConfigured())
        .isEqualTo(source != Source.PROCESS && source != Source.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "app.jar,app",
        "/a/b/app-1.2.3.jar x.jar,app",
        "C:\\a\\my-app_2.0.jar,my-app",
        "/opt/my app/app-3.jar --x,app",
        "com.example.Main secret,Main",
        "Main,Main",
        "com.example.Outer$Inner,Outer$Inner",
        "com.example.Main /x/other.jar,Main",
        "a-b-v2.jar,a-b-v2",
        "shop.war,shop",
        "org.springframework.boot.loader.launch.JarLauncher,''",
        "'',''",
        ".jar,''",
        "com.example.,''",
      })
  void theMainJarOrClassGivesAName(String command, String name) {
    assertThat(Identity.mainName(command, false)).isEqualTo(name);
  }

  @Test
  void aMainModuleIsNotAPath() {
    assertThat(Identity.mainName("my.module/com.example.Main /x/y.jar", true)).isEqualTo("Main");
  }

  @Test
  void herokuGivesTheVersion() {
    assertThat(of("HEROKU_SLUG_COMMIT", "abc", "DD_VERSION", "").version()).isEqualTo("abc");
    assertThat(of("HEROKU_SLUG_COMMIT", "abc", "DD_VERSION", "1").version()).isEqualTo("1");
    assertThat(of("HEROKU_SLUG_COMMIT", "abc", "DD_TAGS", "version:2").version()).isEqualTo("2");
  }

  @Test
  void theHostIsFoundInThisOrder() throws IOException {
    Path file = root.resolve("proc/sys/kernel/hostname");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "kernel\n");
    assertThat(host(Map.of())).isEqualTo("kernel");
    assertThat(host(Map.of("HOSTNAME", "shell"))).isEqualTo("shell");
    assertThat(host(Map.of("HOSTNAME", "shell", "DD_HOSTNAME", "app.web.1")))
        .isEqualTo("app.web.1");
    assertThat(Config.defaults().hostname()).isEmpty();
  }

  private String host(Map<String, String> environment) {
    return Config.resolve(Sources.of(environment).root(root.toFile())).hostname();
  }

  @Test
  void serviceMappingTouchesOnlyWhatItNames() {
    Config config = of("DD_SERVICE_MAPPING", "redis:cache,postgresql:db");
    assertThat(config.mappedService("redis")).isEqualTo("cache");
    assertThat(config.mappedService("shop")).isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1,http://h:1",
    "http://h:1/,http://h:1",
    "http://h:1/dd/v/,http://h:1/dd/v",
    "http:///dd,http://other:99/dd",
    "HTTP://h:1,http://h:1",
    "http://h,http://h:99",
    "http://:1,http://other:1",
    "http://,http://other:99",
    "http://h:,http://h:99",
    "http://[::1]:1,http://[::1]:1",
    "http://[::1],http://[::1]:99",
    "http://10.0.0.1:8126,http://10.0.0.1:8126",
    "unix:///var/run/x.sock,unix:///var/run/x.sock",
  })
  void theAgentsUrlWinsAndIsCompleted(String url, String expected) {
    Config config =
        of("DD_TRACE_AGENT_URL", url, "DD_AGENT_HOST", "other", "DD_TRACE_AGENT_PORT", "99");
    assertThat(config.agentUrl()).isEqualTo(expected);
    assertThat(config.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "h:1",
    "https://h:1",
    "tcp://h:1",
    "http://h:x",
    "http://h:0",
    "http://h:65536",
    "http://h:1/p q",
    "http://u:p@h:1",
    "http://h h:1",
    "unix://x",
    "unix:///",
    "http://::1:8126",
    "http://[::1:8126",
    "http://h?x=1",
    "/var/run/x.sock",
    "http:/h",
  })
  void aMalformedUrlIsToldAndPassedOver(String url) {
    Config config = of("DD_TRACE_AGENT_URL", url, "DD_TRACE_AGENT_PORT", "99");
    assertThat(config.agentUrl()).isEqualTo("http://localhost:99");
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0))
        .contains("DD_TRACE_AGENT_URL", "using http://localhost:99");
  }

  @Test
  void hostsMayBeBracketedAddresses() {
    assertThat(of("DD_AGENT_HOST", "[::1]").agentHost()).isEqualTo("::1");
    assertThat(of("DD_AGENT_HOST", "fe80::2").agentUrl()).isEqualTo("http://[fe80::2]:8126");
    Config bad = of("DD_AGENT_HOST", "http://h");
    assertThat(bad.agentHost()).isEqualTo("localhost");
    assertThat(bad.problems()).hasSize(1);
    assertThat(of("DD_AGENT_HOST", "h:8126").agentHost()).isEqualTo("localhost");
  }

  @Test
  void theUsualSocketIsUsedOnlyIfNothingWasConfigured() throws IOException {
    Files.createDirectories(root.resolve("var/run/datadog"));
    Files.createFile(root.resolve("var/run/datadog/apm.socket"));
    Config none = Config.resolve(Sources.of(Map.of()).root(root.toFile()));
    assertThat(none.agentUrl()).isEqualTo("unix:///var/run/datadog/apm.socket");
    Sources host = Sources.of(Map.of("DD_AGENT_HOST", "h")).root(root.toFile());
    assertThat(Config.resolve(host).agentUrl()).isEqualTo("http://h:8126");
    assertThat(of("DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET", "/s").agentSocket()).isEqualTo("/s");
    Config bad = of("DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET", "s");
    assertThat(bad.agentSocket()).isNull();
    assertThat(bad.problems()).hasSize(1);
  }
}
