package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a request came from. */
class ClientIpTagsTest {
  private static Span span() {
    return new Tracer("shop", (trace, root) -> {}, (trace, newest, count) -> {}, 0, true, true)
        .start("request");
  }

  private static Span tagged(ClientIpTags tags, Map<String, String> headers, String peer) {
    Span span = span();
    tags.set(span, headers, Map::get, peer);
    return span;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-forwarded-for|8.8.8.8|10.0.0.1|8.8.8.8",
        "x-forwarded-for|10.1.1.1, 8.8.8.8, 9.9.9.9|10.0.0.1|8.8.8.8",
        "x-forwarded-for|10.1.1.1, 192.168.0.1|10.0.0.1|10.1.1.1",
        "x-forwarded-for|10.1.1.1|8.8.4.4|8.8.4.4",
        "x-forwarded-for|nonsense, 8.8.8.8:1234|10.0.0.1|8.8.8.8",
        "x-forwarded-for|nonsense|10.0.0.1|10.0.0.1",
        "x-forwarded-for||10.0.0.1|10.0.0.1",
        "x-real-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "true-client-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "x-client-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "forwarded|for=8.8.8.8;proto=https|10.0.0.1|8.8.8.8",
        "forwarded|by=1.1.1.1; For=\"[2001:db8:cafe::17]:4711\"|10.0.0.1|2001:db8:cafe::17",
        "forwarded|for=_hidden, for=8.8.8.8|10.0.0.1|8.8.8.8",
        "forwarded-for|8.8.8.8|10.0.0.1|8.8.8.8",
        "x-cluster-client-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "fastly-client-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "cf-connecting-ip|8.8.8.8|10.0.0.1|8.8.8.8",
        "cf-connecting-ipv6|2001:db8::1|10.0.0.1|2001:db8::1",
        "x-unknown|8.8.8.8|10.0.0.1|10.0.0.1"
      })
  void thePublicAddressOfARoutersHeaderIsTheClients(
      String header, String value, String peer, String expected) {
    Map<String, String> headers = new HashMap<>();
    headers.put(header, value);
    Span span = tagged(new ClientIpTags("", true), headers, peer);
    assertThat(span.tag("http.client_ip")).isEqualTo(expected);
    assertThat(span.tag("network.client.ip")).isEqualTo(peer);
  }

  @Test
  void aPublicAddressInALaterHeaderWinsOverAPrivateOneBefore() {
    Map<String, String> headers =
        Map.of("x-forwarded-for", "10.1.1.1", "cf-connecting-ip", "8.8.8.8");
    assertThat(tagged(new ClientIpTags("", true), headers, "10.0.0.1").tag("http.client_ip"))
        .isEqualTo("8.8.8.8");
  }

  @Test
  void aConfiguredHeaderIsTheOnlyOne() {
    ClientIpTags tags = new ClientIpTags("X-Custom", true);
    Map<String, String> headers = Map.of("x-custom", "nonsense", "x-forwarded-for", "8.8.8.8");
    assertThat(tagged(tags, headers, "10.0.0.1").tag("http.client_ip")).isEqualTo("10.0.0.1");
    assertThat(tagged(tags, Map.of("x-custom", "for=9.9.9.9"), "10.0.0.1").tag("http.client_ip"))
        .isEqualTo("9.9.9.9");
  }

  @Test
  void theHeadersThemselvesAreTaggedEvenIfNothingIsResolved() {
    Map<String, String> headers =
        Map.of(
            "forwarded", "for=8.8.8.8",
            "x-forwarded-for", "8.8.8.8",
            "x-forwarded-proto", "https",
            "x-forwarded-host", "shop.example",
            "x-forwarded-port", "443");
    Span span = tagged(new ClientIpTags("", false), headers, "::1");
    assertThat(span.tag("http.client_ip")).isNull();
    assertThat(span.tag("network.client.ip")).isEqualTo("::1");
    assertThat(span.tag("http.forwarded")).isEqualTo("for=8.8.8.8");
    assertThat(span.tag("http.forwarded.ip")).isEqualTo("8.8.8.8");
    assertThat(span.tag("http.forwarded.proto")).isEqualTo("https");
    assertThat(span.tag("http.forwarded.host")).isEqualTo("shop.example");
    assertThat(span.tag("http.forwarded.port")).isEqualTo("443");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "11.0.0.1, false",
    "172.15.0.1, false",
    "172.16.0.1, true",
    "172.31.9.9, true",
    "172.32.0.1, false",
    "192.168.1.1, true",
    "192.169.1.1, false",
    "127.0.0.1, true",
    "169.254.1.1, true",
    "::1, true",
    "[::1]:80, true",
    "::2, false",
    "fe80::1%eth0, true",
    "fec0::1, true",
    "fc00::1, true",
    "fdff::1, true",
    "fe00::1, false",
    "2001:db8::1, false",
    "::ffff:10.0.0.1, true",
    "::ffff:8.8.8.8, false"
  })
  void privateNetworksAreKnown(String text, boolean expected) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address).isNotNull();
    assertThat(address.isPrivate()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "1.2.3.x",
    "localhost",
    "::g",
    "[::1",
    "1..2.3",
    "'', "
  })
  void otherTextIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Property(tries = 500)
  void noHeaderThrows(@ForAll String value, @ForAll String peer) {
    ClientIpTags tags = new ClientIpTags("", true);
    for (String each : new String[] {value, "for=" + value, "[" + value, ":" + value + ":"}) {
      assertThatCode(() -> tagged(tags, Map.of("x-forwarded-for", each, "forwarded", each), peer))
          .doesNotThrowAnyException();
    }
  }
}
