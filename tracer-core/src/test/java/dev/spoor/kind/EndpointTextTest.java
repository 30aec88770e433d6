package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint is made of where no route is known. */
class EndpointTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Where the path is.
        "http://shop.example/users/123|/users/{param:int}",
        "https://shop.example:8443/users?id=123|/users",
        "http://shop.example/users#12|/users",
        "/users/12?a=/34|/users/{param:int}",
        "http://shop.example|/",
        "http://shop.example/|/",
        "http://shop.example?next=/a/b|/",
        "/|/",
        "users/12|/",
        "////|/",
        "''|/",
        "/a//b/|/a/b",
        "/1a/b/c/d/e/f/g/h/i|/1a/b/c/d/e/f/g/h",
        // Whole numbers of two digits and more.
        "/x/10|/x/{param:int}",
        "/x/1|/x/1",
        "/x/01|/x/01",
        // Numbers with marks, of three characters and more, and numbers that begin with zero.
        "/x/1-2|/x/{param:int_id}",
        "/x/0-1_2.3|/x/{param:int_id}",
        "/x/007|/x/{param:int_id}",
        "/x/1.|/x/1.",
        "/x/...|/x/...",
        // Hexadecimal digits of either case, six and more, a decimal one among them.
        "/x/abcde9|/x/{param:hex}",
        "/x/DEAD0BEEF|/x/{param:hex}",
        "/x/abcd9|/x/abcd9",
        "/x/abcdef|/x/abcdef",
        "/x/ab_cd-9|/x/{param:hex_id}",
        "/x/123e4567-e89b-12d3-a456-426614174000|/x/{param:hex_id}",
        "/x/ab_cd-e|/x/ab_cd-e",
        // Other text that is long, or that nobody calls a page.
        "/x/twenty-characters-xx|/x/{param:str}",
        "/x/nineteen-characters|/x/nineteen-characters",
        "/x/jane@shop.example|/x/{param:str}",
        "/x/a%20b|/x/{param:str}",
        "/x/a;b|/x/a;b",
        "/api/v2/user-12|/api/v2/user-12",
      })
  void partsThatLookLikeIdsAreReplaced(String url, String endpoint) {
    assertThat(EndpointText.of(url)).isEqualTo(endpoint);
  }

  @Property
  void isAPathOfEightPartsAtMostWhateverTheUrlIs(@ForAll String url) {
    String endpoint = EndpointText.of("/" + url);
    assertThat(endpoint).startsWith("/");
    assertThat(endpoint.chars().filter(c -> c == '/').count()).isBetween(1L, 8L);
    assertThat(EndpointText.of(url)).startsWith("/");
  }
}
