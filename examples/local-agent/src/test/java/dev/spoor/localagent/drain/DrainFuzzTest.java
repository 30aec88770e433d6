package dev.spoor.localagent.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a drain sends, it is read as far as it can be, and never throws. */
class DrainFuzzTest {
  @Property(tries = 500)
  void whatIsFramedComesOut(@ForAll @Size(max = 8) List<String> texts) {
    StringBuilder body = new StringBuilder();
    for (String text : texts) {
      String line = text + "\n";
      body.append(bytes(line).length).append(' ').append(line);
    }
    LogplexFrames frames = LogplexFrames.of(bytes(body.toString()));
    assertThat(frames.rest()).isZero();
    // Half a surrogate cannot be sent.
    assertThat(frames.messages())
        .isEqualTo(
            texts.stream().map(text -> new String(bytes(text), StandardCharsets.UTF_8)).toList());
  }

  @Property(tries = 1000)
  void damageDoesNoHarm(
      @ForAll @IntRange(max = 1570) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 1571) int cut) {
    byte[] body = Arrays.copyOf(DrainVectorsTest.body(), cut);
    if (at < cut) {
      body[at] = value;
    }
    DrainVectorsTest.Received received = new DrainVectorsTest.Received();
    DrainReader.Result result = new DrainReader(received).read(body, null, "a");
    assertThat(received.messages).hasSize(result.messages());
    assertThat(result.messages()).isBetween(0, 6);
  }

  @Property(tries = 500)
  void anyBytesAreReadWithoutHarm(@ForAll @Size(max = 200) byte[] body) {
    LogplexFrames frames = LogplexFrames.of(body);
    assertThat(frames.rest()).isBetween(0, body.length);
    new DrainReader(new DrainVectorsTest.Received()).read(body, null, "");
  }

  @Property(tries = 500)
  void pairsAreReadInAnyOrder(@ForAll("pairs") Map<String, String> pairs) {
    StringBuilder line = new StringBuilder();
    pairs.forEach((key, value) -> line.append(key).append("=\"").append(value).append("\" "));
    assertThat(Pairs.of(line.toString())).isEqualTo(pairs);
  }

  @Provide
  Arbitrary<Map<String, String>> pairs() {
    Arbitrary<String> keys =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars('_', '#', '-')
            .ofMinLength(1)
            .ofMaxLength(9);
    Arbitrary<String> values = Arbitraries.strings().excludeChars('"').ofMaxLength(20);
    return Arbitraries.maps(keys, values).ofMaxSize(9).map(LinkedHashMap::new);
  }

  @Property(tries = 500)
  void anyTextIsReadWithoutHarm(@ForAll String text, @ForAll("noise") String noise) {
    for (String line : List.of(text, noise)) {
      Pairs.of(line);
      RouterLine router = RouterLine.parse(line);
      assertThat(router == null || !router.at().isEmpty()).isTrue();
      RuntimeSamples samples = RuntimeSamples.parse(line);
      assertThat(samples == null || !samples.samples().isEmpty()).isTrue();
      DrainMessage message =
          DrainMessage.parse("<1>1 2026-11-22T10:28:47Z host heroku router - " + line);
      assertThat(message).isNotNull();
    }
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "at=", "info", "path=", "\"", " ", "sample#a=", "1MB", "=", "-", "code=H12", "9")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
