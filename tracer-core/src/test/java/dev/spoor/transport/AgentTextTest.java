package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.json.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(AgentFeatures.parse(text)).isNull();
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
    AgentFeatures features = AgentFeatures.parse(RawAgent.INFO);
    assertThat(features).isEqualTo(new AgentFeatures("/v0.4/traces", "7.70.0", 26_214_400));
    assertThat(AgentFeatures.parse("{\"endpoints\":[\"v0.3/traces\"]}"))
        .isEqualTo(AgentFeatures.of("/v0.3/traces"));
    assertThat(AgentFeatures.parse("{\"endpoints\":[\"/v0.5/traces\"]}")).isNull();
    assertThat(AgentFeatures.parse("{\"version\":\"7\"}")).isNull();
    assertThat(
            AgentFeatures.parse("{\"endpoints\":[\"/v0.4/traces\"],\"version\":3,\"config\":{}}"))
        .isEqualTo(AgentFeatures.of("/v0.4/traces"));
  }
}
