package dev.spoor.config;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Files by which whoever runs a host sets values for its processes. */
class HostFileTest {
  @TempDir Path root;

  private final Properties properties = new Properties();

  private void write(boolean fleet, String text) throws IOException {
    Path folder =
        root.resolve("etc/datadog-agent" + (fleet ? "/managed/datadog-agent/stable" : ""));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("application_monitoring.yaml"), text);
  }

  private Config config(Map<String, String> environment) {
    return Config.resolve(Sources.of(environment::get, properties).root(root.toFile()));
  }

  @Test
  void theFleetsFileWinsOverTheEnvironmentAndTheHostsIsTheWeakest() throws IOException {
    write(true, "apm_configuration_default:\n  DD_ENV: fleet\n");
    write(
        false,
        "apm_configuration_default:\n  DD_ENV: host\n  DD_SERVICE: host\n  DD_VERSION: \"1\"\n"
            + "  DD_TRACE_SAMPLE_RATE: 0.5\n  DD_TRACE_REPORT_HOSTNAME: true\n");
    Config config = config(Map.of("DD_ENV", "environment", "DD_SERVICE", "environment"));
    assertThat(config.env()).isEqualTo("fleet");
    assertThat(config.source(ServiceSettings.ENV)).isEqualTo(Source.FLEET);
    assertThat(config.service()).isEqualTo("environment");
    assertThat(config.version()).isEqualTo("1");
    assertThat(config.source(ServiceSettings.VERSION)).isEqualTo(Source.HOST);
    assertThat(config.sampleRate()).hasValue(0.5);
    assertThat(config.reportHostname()).isTrue();
    assertThat(config.problems()).isEmpty();

    properties.setProperty("dd.env", "property");
    assertThat(config(Map.of()).env()).isEqualTo("property");
  }

  @ParameterizedTest
  @CsvSource({
    "language, , equals, java, true",
    "language, , equals, python, false",
    "language, , exists, java, false",
    "LANGUAGE, , EQUALS, JAVA, true",
    "environment_variables, STAGE, equals, prod, true",
    "environment_variables, stage, equals, PROD, true",
    "environment_variables, STAGE, starts_with, pr, true",
    "environment_variables, STAGE, ends_with, od, true",
    "environment_variables, STAGE, contains, ro, true",
    "environment_variables, STAGE, contains, x, false",
    "environment_variables, STAGE, exists, , true",
    "environment_variables, OTHER, exists, , false",
    "environment_variables, STAGE, resembles, prod, false",
    "environment_variables, , equals, prod, false",
    "process_arguments, -Dapp.name, equals, shop, true",
    "process_arguments, -Dapp.name, exists, , true",
    "process_arguments, -Dother, exists, , false",
    "process_arguments, app.name, equals, shop, false",
    "tags, a, equals, b, false"
  })
  void aRuleAppliesIfItsSelectorMatches(
      String origin, String key, String operator, String match, boolean applies)
      throws IOException {
    properties.setProperty("app.name", "shop");
    write(
        false,
        "apm_configuration_default:\n  DD_ENV: default\n  DD_VERSION: '2'\n"
            + "apm_configuration_rules:\n  - selectors:\n    - origin: "
            + origin
            + "\n"
            + (key == null ? "" : "      key: " + key + "\n")
            + "      operator: "
            + operator
            + "\n"
            + (match == null ? "" : "      matches:\n        - " + match + "\n")
            + "    configuration:\n      DD_ENV: rule\n");
    Config config = config(Map.of("STAGE", "prod"));
    assertThat(config.problems()).isEmpty();
    assertThat(config.env()).isEqualTo(applies ? "rule" : "default");
    assertThat(config.version()).isEqualTo("2");
  }

  @Test
  void theFirstRuleOfWhichAllSelectorsMatchCounts() throws IOException {
    write(
        false,
        """
        config_id: 42
        apm_configuration_rules:
        - selectors:
            - {origin: language, operator: equals, matches: [java]}
            - {origin: environment_variables, key: STAGE, operator: exists}
          configuration: {DD_ENV: both}
        - selectors: []
          configuration:
            DD_ENV: all   # everything that is left
        """);
    assertThat(config(Map.of("STAGE", "x")).env()).isEqualTo("both");
    assertThat(config(Map.of()).env()).isEqualTo("all");
  }

  @Test
  void templatesTakeValuesOfTheProcess() throws IOException {
    properties.setProperty("app.name", "shop");
    write(
        true,
        "apm_configuration_default:\n"
            + "  DD_SERVICE: {{process_arguments['-Dapp.name']}}-{{ environment_variables['stage'] }}\n"
            + "  DD_ENV: \"x{{environment_variables['NONE']}}{{tags['a']}}\"\n");
    Config config = config(Map.of("STAGE", "prod"));
    assertThat(config.service()).isEqualTo("shop-prod");
    assertThat(config.env()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apm_configuration_default: [1]",
        "apm_configuration_default:\n  DD_ENV: {{x",
        "apm_configuration_rules: 7",
        "apm_configuration_rules:\n  - 7",
        "apm_configuration_rules:\n  - selectors: 7",
        "apm_configuration_rules:\n  - selectors: [{origin: language}]\n    configuration: {}",
        "just text",
        "- a\n- b",
        "a: &b c"
      })
  void aFileThatMakesNoSenseIsToldInOneLineAndIgnored(String text) throws IOException {
    write(false, text);
    Config config = config(Map.of("DD_ENV", "kept"));
    assertThat(config.env()).isEqualTo("kept");
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0))
        .contains("application_monitoring.yaml: ")
        .endsWith("ignored");
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    write(false, "# nothing\n\n---\n");
    assertThat(config(Map.of()).problems()).isEmpty();
  }
}
