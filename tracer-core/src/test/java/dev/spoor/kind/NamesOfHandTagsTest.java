package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources out of tags that applications set. */
class NamesOfHandTagsTest {
  private final NamesOfHandTags names = new NamesOfHandTags(KindSettings.of(Config.defaults()));

  @ParameterizedTest
  @CsvSource({
    "http://shop.example/items/17?token=secret, GET /items/?",
    "https://user:secret@shop.example:8443/a#b, GET /a",
    "http://shop.example, GET /",
    "/items, GET /items",
    "no url at all, GET /"
  })
  void aUrlIsNamedByItsPathWithoutIdsAndSecrets(String url, String resource) {
    assertThat(names.resource("GET", url)).isEqualTo(resource);
  }

  @Test
  void withoutAMethodThePathAloneIsTheName() {
    assertThat(names.resource(null, "http://shop.example/a")).isEqualTo("/a");
  }

  @Test
  void aStatementLosesItsLiterals() {
    assertThat(names.statement("select * from t where name = 'secret'"))
        .isEqualTo("select * from t where name = ?");
  }
}
