package dev.spoor.localagent.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever goes in comes out of another parser unchanged. */
class JsonTest {
  @Test
  void everyCharacterSurvives() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0xffff; c++) {
      if (!Character.isSurrogate((char) c)) {
        all.append((char) c);
      }
    }
    all.appendCodePoint(0x1f600);
    Json json = new Json().open('{').key("\"\n<&\u2028").open('[');
    json.string(all.toString()).number(1).number(0.5).number(1e300).number(Double.NaN);
    json.close(']').close('}');
    JsonNode parsed = new JsonMapper().readTree(json.toString()).get("\"\n<&\u2028");
    assertThat(parsed.get(0).asString()).isEqualTo(all.toString());
    assertThat(parsed.get(1).asLong()).isEqualTo(1);
    assertThat(parsed.get(2).asDouble()).isEqualTo(0.5);
    assertThat(parsed.get(3).asDouble()).isEqualTo(1e300);
    assertThat(parsed.get(4).asString()).isEqualTo("NaN");
    assertThat(json.toString()).doesNotContain("<", "&", "\u2028", "\u0085");
  }
}
