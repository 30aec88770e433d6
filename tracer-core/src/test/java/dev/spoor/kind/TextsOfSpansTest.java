package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link UrlText} and {@link RequestStart}. */
class TextsOfSpansTest {
  @ParameterizedTest
  @CsvSource({
    "http,h,/a,http://h/a",
    "http,h:80,/a,http://h/a",
    "https,h:443,/a,https://h/a",
    "HTTPS,h:443,/a,HTTPS://h/a",
    "https,h:80,/a,https://h:80/a",
    "http,h:8080,/a,http://h:8080/a",
    "http,[::1]:80,/a,http://[::1]/a",
    "http,::80,/a,http://::80/a",
    "http,u:hunter2@h,/a,http://h/a",
    ",h,a,http://h/a",
    "http,,/a,/a",
  })
  void urlsArePutTogether(String scheme, String host, String path, String expected) {
    assertThat(UrlText.url(scheme, host, path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%20b%2Fc,/a b/c",
    "/a+b,/a+b",
    "/a%,/a%",
    "/%zz,/%zz",
    "/%C3%BC,/ü",
    "/%41%,/A%",
    "/a;jsessionid=AB12/b;x=1,/a/b;x=1",
    "/a;JSESSIONID=AB,/a",
    "/a;v=1,/a;v=1",
    "/a;jsessionid=x;jsessionid=y,/a",
  })
  void pathsAreDecodedAndLoseTheirSession(String raw, String expected) {
    assertThat(UrlText.path(raw)).isEqualTo(expected);
  }

  @Test
  void aPlainPathIsTheSameInstance() {
    String path = "/widgets/1";
    assertThat(UrlText.path(path)).isSameAs(path);
  }

  @ParameterizedTest
  @CsvSource({
    "h,h",
    "h:1,h",
    "[::1]:1,::1",
    "[::1],::1",
    "::1,::1",
    "u:hunter2@h:1,h",
    "[::1,::1",
    "'',''",
  })
  void hostnamesHaveNoPort(String host, String expected) {
    assertThat(UrlText.hostname(host)).isEqualTo(expected);
    assertThat(UrlText.hostname(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a?b=c#d,http://h/a",
    "http://u:hunter2@h:80/a,http://h/a",
    "https://h:443,https://h",
    "http://u:hunter2/x@h/a,http://h/a",
    "http://h/users/@me,http://h/users/@me",
    "http://h:1/users/@me,http://h:1/users/@me",
    "http://[::1]:8/users/@me,http://[::1]:8/users/@me",
    "u:hunter2@h,h",
    "/a/b?x,/a/b",
    "'',''",
  })
  void wholeUrlsAreCleaned(String url, String expected) {
    assertThat(UrlText.clean(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1795387641500,1795387641500000000",
    "t=1795387641.500,1795387641500000000",
    "t=1795387641500000,1795387641500000000",
    " t=1795387641.5,1795387641500000000",
    "1795387641,1795387641000000000",
    "1795387641500000000,1795387641500000000",
    "1795387641500.25,1795387641500250000",
    "'1795387641500, 1795387641900',1795387641500000000",
    "t=1795387641.123456789123,1795387641123456789",
    "'',-1",
    "t=,-1",
    "abc,-1",
    "179538764150,-1",
    "0000000001,-1",
    "0795387641500,-1",
    "9999999999,-1",
    "9999999999999999999,-1",
    "1795387641500x,-1",
    "-1795387641500,-1",
    "1795387641.5.5,-1",
  })
  void theNumberOfDigitsTellsTheUnit(String header, long expected) {
    assertThat(RequestStart.epochNanos(header)).isEqualTo(expected);
  }

  @Test
  void theWaitIsClampedAndBogusTimesAreRefused() {
    long now = 1_795_387_641_500_000_000L;
    assertThat(RequestStart.waitNanos("1795387641480", now)).isEqualTo(20_000_000);
    assertThat(RequestStart.waitNanos("1795387641900", now)).isZero();
    assertThat(RequestStart.waitNanos("t=1795387581.4", now)).isEqualTo(-1);
    assertThat(RequestStart.waitNanos("t=1795387702.0", now)).isEqualTo(-1);
    assertThat(RequestStart.waitNanos("x", now)).isEqualTo(-1);
    assertThat(RequestStart.waitNanos(null, now)).isEqualTo(-1);
  }
}
