package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "user[Password]",
        "email",
        "client_secret",
        "csrfToken",
        "api_key",
        "encrypted",
        "salt",
        "certificate",
        "otp",
        "ssn",
        "cvv",
        "CVC"
      })
  void hidesWhatIsNamedLikeASecret(String name) {
    assertThat(new ParameterFilter(List.of()).filter(Map.of(name, "x")))
        .isEqualTo(Map.of(name, "[FILTERED]"));
    assertThat(
            new ParameterFilter(List.of()).filter(Map.of("a", List.of(Map.of(name, List.of("x"))))))
        .isEqualTo(Map.of("a", List.of(Map.of(name, "[FILTERED]"))));
  }

  @Test
  void keepsTheRestInOrder() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("page", new String[] {"2"});
    given.put("keyboard", "k");
    given.put("tag", new String[] {"a", "b"});
    given.put("none", null);
    given.put("count", 3);
    given.put("empty", new String[0]);

    Map<String, Object> filtered = new ParameterFilter(List.of()).filter(given);

    assertThat(new ArrayList<>(filtered.keySet()))
        .containsExactly("page", "keyboard", "tag", "none", "count", "empty");
    assertThat(new ArrayList<>(filtered.values()))
        .isEqualTo(Arrays.asList("2", "k", List.of("a", "b"), null, 3, List.of()));
  }

  @Test
  void boundsWhatAClientCanSend() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put("p" + i, "x");
    }

    assertThat(new ParameterFilter(List.of()).filter(Map.of("a", endless)).toString())
        .contains("...");
    assertThat(new ParameterFilter(List.of()).filter(many))
        .hasSize(201)
        .containsEntry("...", 9_800);
    assertThat(
            new ParameterFilter(List.of())
                .filter(Map.of("a", "x".repeat(100_000)))
                .get("a")
                .toString())
        .hasSize(4_099);
  }

  @Test
  void aValueThatFailsIsNamed() {
    assertThat(new ParameterFilter(List.of()).filter(Map.of("a", new HostileEventTest.Throwing())))
        .isEqualTo(Map.of("a", "[java.lang.IllegalArgumentException]"));
  }
}
