package dev.spoor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the writer writes is what the reader reads. */
class JsonRoundTripTest {
  @Test
  void eachKindOfValueComesBack() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("text").value("a\"b\\c\nd").name("none").value((String) null);
    json.name("yes").value(true).name("whole").value(1L << 40).name("part").value(0.25);
    json.name("seven").value(7.0).name("nan").value(Double.NaN);
    json.name("list").value(List.of("x", "y")).name("empty").beginArray().endArray();
    json.name("inner").beginObject().endObject().name("last").beginArray().value(1).value(false);
    String text = json.endArray().endObject().toString();

    assertThat(text).contains("\"seven\":7,").contains("\"nan\":null").doesNotContain("\n");
    Map<?, ?> read = JsonReader.readObject(text);
    assertThat(read).isNotNull();
    assertThat(new ArrayList<>(read.values()))
        .isEqualTo(
            Arrays.asList(
                "a\"b\\c\nd",
                null,
                true,
                (double) (1L << 40),
                0.25,
                7.0,
                null,
                List.of("x", "y"),
                List.of(),
                Map.of(),
                List.of(1.0, false)));
  }

  @Property(tries = 500)
  void anyTextComesBackAndStaysOnOneLine(@ForAll String name, @ForAll String value) {
    String text = new JsonWriter().beginObject().name(name).value(value).endObject().toString();
    assertThat(text).doesNotContainPattern("[\\x00-\\x1f\\u2028\\u2029]");
    Map<?, ?> read = JsonReader.readObject(text);
    assertThat(read).isNotNull();
    assertThat(read.entrySet().iterator().next()).isEqualTo(Map.entry(name, value));
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedInOneWay(@ForAll String text) {
    assertThatCode(() -> JsonReader.readObject(text)).doesNotThrowAnyException();
    assertThatCode(() -> JsonReader.readObject("{\"a\":" + text)).doesNotThrowAnyException();
  }
}
