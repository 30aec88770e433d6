package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of YAML that settings are written in. */
class YamlReaderTest {
  @Test
  void mapsAndListsNestByIndentation() {
    Object read =
        YamlReader.read(
            """
            # head
            a: 1
            b:
              c: two words   # tail
              d:
              - x
              - y: 1
                z: "q # not a comment"
              -
                - deep
            e: 'it''s'
            "f g": ~
            h: a:b#c
            """);
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("c", "two words");
    inner.put("d", List.of("x", Map.of("y", "1", "z", "q # not a comment"), List.of("deep")));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", "1");
    expected.put("b", inner);
    expected.put("e", "it's");
    expected.put("f g", null);
    expected.put("h", "a:b#c");
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void bracketsHoldListsAndMapsOnOneLine() {
    assertThat(YamlReader.read("a: [x, 'y, z', [1], {b: c, d: }]".replace("d: ", "d: \"\"")))
        .isEqualTo(Map.of("a", List.of("x", "y, z", List.of("1"), Map.of("b", "c", "d", ""))));
    assertThat(YamlReader.read("[]")).isEqualTo(List.of());
    assertThat(YamlReader.read("- null\n- \"a\\tb\\\"\"")).isEqualTo(Arrays.asList(null, "a\tb\""));
    assertThat(YamlReader.read("plain text")).isEqualTo("plain text");
    assertThat(YamlReader.read("\n# only\n")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: |\n  text",
        "a: &x 1",
        "a: *x",
        "a: !!int 1",
        "a: [1",
        "a: {b: 1",
        "a: {b}",
        "a: \"open",
        "a: 1\n  b: 2",
        "a: 1\nb",
        "- a\nb: 1",
        "\ta: 1",
        "a: 'x' y"
      })
  void whatIsNotReadIsRefusedInOneWay(String text) {
    assertThatThrownBy(() -> YamlReader.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nestingIsBound() {
    assertThatThrownBy(() -> YamlReader.read("- ".repeat(1_000) + "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> YamlReader.read("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrRefusedInOneWay(@ForAll String text) {
    for (String each : List.of(text, "a: " + text, "- [" + text, "a:\n - " + text)) {
      try {
        YamlReader.read(each);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotNull();
      }
    }
  }

  @Property(tries = 200)
  void mapsOfWordsComeBack(
      @ForAll @Size(max = 8) List<@AlphaChars @StringLength(min = 5, max = 9) String> words) {
    StringBuilder text = new StringBuilder("top:\n");
    Map<String, Object> expected = new LinkedHashMap<>();
    for (String word : words) {
      text.append("  ").append(word).append("x: \"").append(word).append("\"\n");
      expected.put(word + "x", word);
    }
    Map<?, ?> read = (Map<?, ?>) YamlReader.read(text.toString());
    assertThat(read.get("top")).isEqualTo(expected.isEmpty() ? null : expected);
    assertThat(new ArrayList<>(read.keySet())).isEqualTo(List.of("top"));
  }
}
