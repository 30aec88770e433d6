package dev.spoor.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of requests are right always, and the same object when they come again. */
class ByteTextsTest {
  private final ByteTexts texts = new ByteTexts();

  private String get(String text) {
    byte[] bytes = ("<<" + text + ">>").getBytes(StandardCharsets.ISO_8859_1);
    return texts.get(bytes, 2, bytes.length - 4);
  }

  @Test
  void whatComesAgainIsTheSameObject() {
    for (String text : List.of("/", "/widgets", "/widgets/17", "Mozilla/5.0 (X11; ü)", "ab")) {
      get(text);
      String kept = get(text);
      assertThat(kept).isEqualTo(text);
      assertThat(get(text)).isSameAs(kept);
    }
  }

  @Test
  void manyTextsAreNeverMixedUp() {
    List<String> all = new ArrayList<>(List.of(""));
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      // Alike but for a few characters, in lengths around those that are hashed differently.
      all.add("/widgets/0000000".substring(0, random.nextInt(16)) + random.nextInt(60));
    }
    all.add("x".repeat(600));
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(all, random);
      for (String text : all) {
        assertThat(get(text)).isEqualTo(text);
        assertThat(get(text)).isEqualTo(text);
      }
    }
  }

  @Test
  void typesAreRememberedOneByOne() {
    SeenTypes types = new SeenTypes();
    types.add(String.class);
    assertThat(types.has(String.class)).isTrue();
    assertThat(types.has(Object.class)).isFalse();
  }
}
