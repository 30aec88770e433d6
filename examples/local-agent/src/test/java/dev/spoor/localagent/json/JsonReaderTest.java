package dev.spoor.localagent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON of strangers is read, or refused, and never harms. */
class JsonReaderTest {
  @Test
  void everyKindOfValueIsRead() throws Exception {
    assertThat(
            JsonReader.read(
                " {\"a\":[1,-2.5,1e3,true,false,null,\"x\\n\\u00fc\\\"\"],\"b\":{},\"c\":[]} "))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1L, -2.5, 1000.0, true, false, null, "x\nü\""),
                "b",
                Map.of(),
                "c",
                List.of()));
    assertThat(JsonReader.read("12345678901234567890")).isEqualTo(1.2345678901234567e19);
    assertThat(JsonReader.readAll("{} \n [] 1")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "\"x",
        "\"\\x\"",
        "\"\\u12\"",
        "tru",
        "-",
        "1.2.3",
        "{} {}",
        "nul",
        "'a'",
        "\u00a0"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonReader.Malformed.class);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
        .isInstanceOf(JsonReader.Malformed.class)
        .hasMessageContaining("deep");
  }

  @Test
  void moreValuesThanAnybodyNeedsAreRefused() {
    assertThatThrownBy(() -> JsonReader.read("[" + "{},".repeat(300_000) + "0]"))
        .isInstanceOf(JsonReader.Malformed.class)
        .hasMessageContaining("too many");
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadAgain(
      @ForAll Map<String, String> texts, @ForAll List<Long> numbers, @ForAll boolean flag)
      throws Exception {
    Map<String, Object> value = Map.of("t", texts, "n", numbers, "f", flag);
    Object read = JsonReader.read(Json.of(value));
    assertThat(read).isInstanceOf(Map.class);
    assertThat(((Map<?, ?>) read).get("t")).isEqualTo(texts);
    assertThat(((Map<?, ?>) read).get("f")).isEqualTo(flag);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll String text) {
    assertThat(JsonReader.object("{" + text) == null || text.contains("}")).isTrue();
  }
}
