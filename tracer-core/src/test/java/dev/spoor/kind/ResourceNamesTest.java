package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceNamesTest {
  @ParameterizedTest
  @CsvSource({
    "/,GET /",
    "'',GET /",
    "/widgets,GET /widgets",
    "/widgets/123,GET /widgets/?",
    "/widgets/abc1,GET /widgets/?",
    "/api/v1/users/42/,GET /api/v1/users/?/",
    "/v123/x,GET /?/x",
    "/vip/x,GET /?/x",
    "/va,GET /?",
    "/v,GET /v",
    "/V2/v12/v1a,GET /V2/v12/?",
    "/a//b,GET /a//b",
    "//1//,GET //?//",
    "/1,GET /?",
    "1,GET ?",
    "/a b/c,GET /a b/c",
    "/größe/über9,GET /größe/?",
    "/٣,GET /٣",
  })
  void pathsLoseWhatLooksLikeAnId(String path, String expected) {
    assertThat(ResourceNames.of("GET", path, false)).isEqualTo(expected);
    assertThat(ResourceNames.of("GET", path, false)).as("remembered").isEqualTo(expected);
  }

  @Test
  void aMissingPathIsTheRoot() {
    assertThat(ResourceNames.of("GET", null, false)).isEqualTo("GET /");
    assertThat(ResourceNames.of(null, null, true)).isEqualTo("/");
  }

  @Test
  void theMethodIsUpperCaseAndMayBeMissing() {
    assertThat(ResourceNames.of("post", "/a", false)).isEqualTo("POST /a");
    assertThat(ResourceNames.of(null, "/a/1", false)).isEqualTo("/a/?");
    assertThat(ResourceNames.join("get", "/widgets/{id}")).isEqualTo("GET /widgets/{id}");
    assertThat(ResourceNames.join(null, "/widgets/{id}")).isEqualTo("/widgets/{id}");
  }

  @Test
  void oneTrailingSlashGoesIfAskedFor() {
    assertThat(ResourceNames.of("GET", "/a/", true)).isEqualTo("GET /a");
    assertThat(ResourceNames.of("GET", "/a//", true)).isEqualTo("GET /a/");
    assertThat(ResourceNames.of("GET", "/", true)).isEqualTo("GET /");
    assertThat(ResourceNames.of("GET", "/a/", false)).isEqualTo("GET /a/");
  }

  @Test
  void encodedPathsKeepTheirEscapesAndLoseBlanks() {
    assertThat(ResourceNames.normalize("/a%20b/c%3", true, true)).isEqualTo("/a%20b/c%3");
    assertThat(ResourceNames.normalize("/a%2012", true, true)).isEqualTo("/?");
    assertThat(ResourceNames.normalize("/a b", true, true)).isEqualTo("/ab");
    assertThat(ResourceNames.normalize("/a b", false, false)).isEqualTo("/ab");
    assertThat(ResourceNames.normalize(" ", false, false)).isEqualTo("/");
  }

  @Test
  void methodsOfOnePathDoNotMix() {
    for (int i = 0; i < 3; i++) {
      assertThat(ResourceNames.of("GET", "/same", false)).isEqualTo("GET /same");
      assertThat(ResourceNames.of("PUT", "/same", false)).isEqualTo("PUT /same");
      assertThat(ResourceNames.of("GET", "/same/", true)).isEqualTo("GET /same");
    }
  }
}
