package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that look like a slip of the pen. */
class UnknownNamesTest {
  @ParameterizedTest
  @CsvSource({
    "DD_SERVCE, DD_SERVICE",
    "DD_SERVICEE, DD_SERVICE",
    "DD_SREVICE, DD_SERVICE",
    "DD_ENB, DD_ENV",
    "DD_AGENT_HOTS, DD_AGENT_HOST",
    "DD_TRACE_SAMPLING_RULE, DD_TRACE_SAMPLING_RULES",
    "DD_TRACE_AGENT_PORTS, DD_TRACE_AGENT_PORT"
  })
  void aNameThatIsNearlyOneOfOursIsToldWithTheOneThatWasMeant(String name, String meant) {
    assertThat(Config.resolve(Sources.of(Map.of(name, "1"))).problems())
        .containsExactly(name + " (environment) is not known; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DD_SITE",
        "DD_DYNO_HOST",
        "DD_AGENT_MAJOR_VERSION",
        "DD_APM_ENABLED",
        "DD_PROCESS_AGENT",
        "DD_LOG_LEVEL",
        "DD_TRACE_JDBC_ENABLED",
        "DD_TRACE_ENABLE_ENABLED",
        "DD_INTEGRATION_JEDIS_ENABLED",
        "DATADOG_SERVCE",
        "D"
      })
  void otherNamesAreNobodysBusiness(String name) {
    assertThat(Config.resolve(Sources.of(Map.of(name, "info"))).problems()).isEmpty();
  }

  @Test
  void propertiesAreLookedAtToo() {
    Properties properties = new Properties();
    properties.setProperty("dd.servcie", "shop");
    assertThat(Config.resolve(Sources.of(name -> null, properties)).problems())
        .containsExactly("DD_SERVCIE (system property) is not known; did you mean DD_SERVICE?");
  }
}
