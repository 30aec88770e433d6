package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    assertThat(
            Json.read(
                " {\"a\": [1, -2.5e3, true, false, null], \"b\":{}, \"c\":[] ,\"d\":\"x\\\"\\u00fc\\n\"} "))
        .isEqualTo(
            Map.of(
                "a", Arrays.asList("1", "-2.5e3", true, false, null),
                "b", Map.of(),
                "c", List.of(),
                "d", "x\"ü\n"));
  }

  @Test
  void largestIdsKeepEveryDigit() {
    assertThat(Json.read("18446744073709551615")).isEqualTo("18446744073709551615");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\"", "[1,", "\"x", "{\"a\":1} x", "nope", "{a:1}", "[1 2]"})
  void brokenTextIsRefused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Json.object(text)).isEmpty();
  }
}
