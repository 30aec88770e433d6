package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we read of the Agent's JSON: values, rates, features. */
class AgentTextTest {
  @Test
  void readsEachKindOfValue() {
    assertThat(
            JsonReader.read(
                "\t{\"a\": [1, -2.5e3, true, false, null, \"x\\n\\\"\\u0041\\/\"], \"b\":{}, \"c\":[]}"))
        .isEqualTo(
            Map.of(
                "a", Arrays.asList(1.0, -2500.0, true, false, null, "x\n\"A/"),
                "b", Map.of(),
                "c", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "[1",
        "[1,",
        "\"abc",
        "\"\\",
        "\"\\u12",
        "\"\\uzzzz\"",
        "tru",
        "nul",
        "-",
        "1.2.3",
        "OK\n",
        "{\"a\" 1}",
        "<html>"
      })
  void refusesWhatIsNoJsonInOneWay(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(JsonReader.readObject(text)).isNull();
    assertThat(ServiceRates.parse(text)).isNull();
    assertThat(AgentFeatures.parse(AgentFeatures.PREFERRED, text)).isNull();
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThat(JsonReader.readObject("{\"a\":" + "[".repeat(100_000))).isNull();
  }

  @Test
  void readsRatesWithOddNamesAndClampsThem() {
    assertThat(
            ServiceRates.parse(
                "{\"rate_by_service\":{\"service:,env:\":1,\"service:a:b,env:x:y\":0.223,"
                    + "\"service:up,env:\":7,\"service:down,env:\":-1,\"service:odd,env:\":\"x\"}}"))
        .isEqualTo(
            Map.of(
                "service:,env:", 1.0,
                "service:a:b,env:x:y", 0.223,
                "service:up,env:", 1.0,
                "service:down,env:", 0.0));
    assertThat(ServiceRates.parse("{\"rate_by_service\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"rate_by_service\":null}", "{\"rate_by_service\":[1]}", "[]", "null"})
  void keepsTheOldRatesWhenTheReplyHasNone(String body) {
    assertThat(ServiceRates.parse(body)).isNull();
  }

  @Test
  void choosesTheBestEndpointThatIsListedWithOrWithoutItsSlash() {
    AgentFeatures features = features(RawAgent.INFO);
    assertThat(features.tracesEndpoint()).isEqualTo("/v0.4/traces");
    assertThat(features.version()).isEqualTo("7.70.0");
    assertThat(features.maxRequestBytes()).isEqualTo(26_214_400);
    assertThat(features("{\"endpoints\":[\"v0.3/traces\"]}").tracesEndpoint())
        .isEqualTo("/v0.3/traces");
    assertThat(parse("{\"endpoints\":[\"/v0.5/traces\"]}")).isNull();
    assertThat(parse("{\"version\":\"7\"}")).isNull();
    AgentFeatures odd =
        features("{\"endpoints\":[\"/v0.4/traces\", 7],\"version\":3,\"config\":{}}");
    assertThat(odd.version()).isNull();
    assertThat(odd.maxRequestBytes()).isEqualTo(Integer.MAX_VALUE);
    assertThat(odd.statsdPort()).isZero();
    assertThat(odd.takesStats()).isFalse();
  }

  private static AgentFeatures parse(String info) {
    return AgentFeatures.parse(AgentFeatures.PREFERRED, info);
  }

  private static AgentFeatures features(String info) {
    return Objects.requireNonNull(parse(info));
  }

  @ParameterizedTest
  @CsvSource({
    "7.65.0, true",
    "7.65.1, true",
    "7.70.0-rc.2, true",
    "7.65.1-rc.1, true",
    "8.0.0, true",
    "10.1.2, true",
    "7.65.0+git.1, true",
    "7.64.9, false",
    "7.65.0-rc.1, false",
    "6.99.0, false",
    "7.65, false",
    "test, false",
    "'', false",
    "7.x.0, false",
    "99999999999.1.1, true"
  })
  void statisticsAreForAgentsOfThatAge(String version, boolean expected) {
    String info =
        "{\"version\":\""
            + version
            + "\",\"endpoints\":[\"/v0.4/traces\",\"/v0.6/stats\"],\"client_drop_p0s\":%s}";
    assertThat(features(String.format(info, "true")).takesStats()).isEqualTo(expected);
    assertThat(features(String.format(info, "false")).takesStats()).isFalse();
    assertThat(features(String.format(info, "true").replace("6/stats", "7/stats")).takesStats())
        .isFalse();
  }

  @Test
  void ratesAreThoseOfTheLastReplyWhetherItChangedOrNot() {
    ServiceRates rates = new ServiceRates();
    assertThat(rates.of(bytes(0.5))).containsEntry("service:,env:", 0.5);
    assertThat(rates.of(bytes(0.5))).containsEntry("service:,env:", 0.5);
    assertThat(rates.of(bytes(0.2))).containsEntry("service:,env:", 0.2);
    assertThat(rates.of(new byte[0])).isNull();
    assertThat(rates.of(bytes(0.2))).containsEntry("service:,env:", 0.2);
  }

  private static byte[] bytes(double rate) {
    String body = "{\"rate_by_service\":{\"service:,env:\":" + rate + "}}";
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
