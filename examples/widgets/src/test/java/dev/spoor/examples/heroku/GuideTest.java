package dev.spoor.examples.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/heroku.md promises that each of its commands is run somewhere, or says what it needs. */
class GuideTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");

  @Test
  void eachCommandIsRunByATestOrSaysWhatItNeeds() throws IOException {
    String ran =
        Files.readString(ROOT.resolve(".ci/run"))
            + Files.readString(Path.of("src/test/java/dev/spoor/examples/heroku/DynoIT.java"));
    List<String> unproven = new ArrayList<>();
    int blocks = 0;
    for (Matcher block = COMMANDS.matcher(guide()); block.find(); blocks++) {
      if (!block.group(1).startsWith("# needs ")) {
        block.group(1).lines().filter(line -> !ran.contains(line)).forEach(unproven::add);
      }
    }

    assertThat(blocks).isGreaterThan(5);
    assertThat(unproven).as("commands that nothing runs").isEmpty();
  }

  @Test
  void theProcfileIsShownAsItIs() throws IOException {
    assertThat(guide()).contains(Files.readString(Path.of("Procfile")));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Matcher link = LINK.matcher(guide()); link.find(); ) {
      if (!Files.exists(ROOT.resolve("docs").resolve(link.group(1)))) {
        broken.add(link.group(1));
      }
    }

    assertThat(broken).isEmpty();
  }

  /** app.json sets up for the button what the guide's commands do by hand. */
  @Test
  void appJsonIsWhatTheCommandsMake() throws IOException {
    JsonNode app = JsonMapper.builder().build().readTree(Files.readString(Path.of("app.json")));

    String guide = guide();
    assertThat(app.path("addons")).hasSize(3);
    for (JsonNode addon : app.path("addons")) {
      assertThat(guide).contains("heroku addons:create " + addon.path("plan").asString() + " ");
    }
    assertThat(app.path("buildpacks").path(0).path("url").asString()).contains("DataDog");
    for (JsonNode buildpack : app.path("buildpacks")) {
      assertThat(guide).contains(" " + buildpack.path("url").asString() + " -a");
    }
    assertThat(guide).contains("--stack " + app.path("stack").asString());
    List<String> processes = List.copyOf(app.path("formation").propertyNames());
    assertThat(processes).containsExactly("web", "worker");
    for (Map.Entry<String, JsonNode> variable : app.path("env").properties()) {
      String value = variable.getValue().path("value").asString("$" + variable.getKey());
      assertThat(guide).contains(variable.getKey() + "=" + value);
    }
  }

  @Test
  void theJdkOfTheDynoRunsWhatIsBuilt() throws IOException {
    Properties system = new Properties();
    system.load(new StringReader(Files.readString(Path.of("system.properties"))));
    String release = Files.readString(ROOT.resolve("pom.xml"));

    assertThat(system).containsOnlyKeys("java.runtime.version");
    assertThat(release)
        .contains(
            "<maven.compiler.release>"
                + system.getProperty("java.runtime.version")
                + "</maven.compiler.release>");
  }

  /** The appender and the Agent's file of the guide, with a folder for the dyno's home. */
  @Test
  void theFileThatTheAgentReadsIsTheOneThatIsWritten(@TempDir Path home) throws Exception {
    String appender = block("xml", "RollingFileAppender");
    Map<String, List<Map<String, String>>> conf = new Yaml().load(block("yaml", "type: file"));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("HOME", home.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);

    configurator.doConfigure(
        new ByteArrayInputStream(
            ("<configuration>"
                    + appender
                    + "<root level='INFO'><appender-ref ref='FILE'/></root></configuration>")
                .getBytes(StandardCharsets.UTF_8)));
    context.getLogger("guide").info("x".repeat(20_000));
    context.stop();

    Map<String, String> log = conf.get("logs").get(0);
    assertThat(log).containsEntry("source", "java").containsEntry("service", "widgets");
    Path file = home.resolve(Path.of("/app").relativize(Path.of(log.get("path"))));
    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .startsWith("{\"@timestamp\"")
        .contains("x".repeat(20_000), "\"ddsource\":\"java\"");
  }

  private static String block(String language, String word) throws IOException {
    Pattern blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return blocks
        .matcher(guide())
        .results()
        .map(each -> each.group(1))
        .filter(text -> text.contains(word))
        .findFirst()
        .orElseThrow();
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/heroku.md"));
  }
}
