package dev.spoor.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Baggage;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The W3C header {@code baggage}, and the older {@code ot-baggage-*}. */
class BaggageHeaderTest {
  private static final int MAX_ITEMS = 64;
  private static final int MAX_BYTES = 8192;

  private static Propagator limited(int items, int bytes, String... tagKeys) {
    List<String> styles = List.of("datadog", "baggage");
    return new Propagator(
        new PropagationRules(
            styles, styles, false, "continue", 512, true, items, bytes, List.of(tagKeys)));
  }

  private static Baggage read(String header) {
    RemoteParent parent = new Headers("Baggage", header).read("baggage");
    return parent == null ? Baggage.EMPTY : parent.baggage();
  }

  private static String written(Baggage baggage, Propagator propagator) {
    Headers headers = new Headers();
    propagator.inject(baggage, headers, Headers::put);
    return headers.get("baggage");
  }

  private static String written(Baggage baggage) {
    return written(baggage, limited(MAX_ITEMS, MAX_BYTES));
  }

  @Test
  void baggageComesInWithoutATraceAndGoesToTheRootAndItsChildren() {
    RemoteParent parent = new Headers("baggage", "a=1,b=2").read("datadog", "baggage");

    assertThat(parent.hasIds()).isFalse();
    Span root = Headers.tracer(true).startRoot("root", parent);
    assertThat(root.parentId()).isZero();
    Span child = Headers.tracer(true).start("child", root);
    assertThat(child.baggage().items()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(Headers.of(child, "baggage")).containsEntry("baggage", "a=1,b=2").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a=1|a|1",
        " a = 1 |a|1",
        "a%20b=c%2Cd|a b|c,d",
        "userId=Am%C3%A9lie|userId|Amélie",
        "a=b+c|a|b c",
        "a=b=c|a|b=c",
        "a=b;p=1|a|b;p=1",
        "a=100%|a|100%",
        "a=%zz%4|a|%zz%4",
        "a=1,a=2|a|2",
        "a=1,|a|1"
      })
  void keysAndValuesAreTrimmedAndDecoded(String header, String key, String value) {
    assertThat(read(header).items()).containsExactly(Map.entry(key, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "=1", "a=", "a=1,b", "a=1,=2", "a=1,b=", "a,b=1", ",a=1", " =1"})
  void aMemberWithoutKeyOrValueVoidsTheHeader(String header) {
    assertThat(read(header).isEmpty()).isTrue();
  }

  @Test
  void ofSeveralHeadersTheLastOneCounts() {
    Headers headers = new Headers("baggage", "a=1").add("baggage", "b=2").add("baggage", "c=3");
    assertThat(headers.read("baggage").baggage().items()).containsOnlyKeys("c");
  }

  @Test
  void whatLiesBeyondALimitIsNotRead() {
    Headers headers = new Headers("baggage", "a=1,b=2,c=3");
    assertThat(headers.read(limited(2, 100)).baggage().items()).containsOnlyKeys("a", "b");
    assertThat(headers.read(limited(9, 7)).baggage().items()).containsOnlyKeys("a", "b");
    assertThat(headers.read(limited(9, 6)).baggage().items()).containsOnlyKeys("a");
    assertThat(headers.read(limited(0, 100))).isNull();
    assertThat(written(headers.read(limited(2, 100)).baggage())).isEqualTo("a=1,b=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain|v-1.x/y:z@w[1]|plain=v-1.x/y:z@w[1]",
        "a b|c d|a%20b=c%20d",
        "Amélie|é☺|Am%C3%A9lie=%C3%A9%E2%98%BA",
        "\",;\\()/:<=>?@[]{}|\",;\\|%22%2C%3B%5C%28%29%2F%3A%3C%3D%3E%3F%40%5B%5D%7B%7D=%22%2C%3B%5C",
        "p%|100%|p%25=100%25",
        "!#$&'*+-.^_`|1+1|!#$&'*%2B-.^_`=1%2B1"
      })
  void whatAHeaderMayNotHoldIsPercentEncoded(String key, String value, String header) {
    assertThat(written(Baggage.of(Map.of(key, value)))).isEqualTo(header);
    assertThat(read(header).items()).containsExactly(Map.entry(key, value));
  }

  @Test
  void whatCameInAndNeedsNoEncodingGoesOutAsItWas() {
    assertThat(written(read("a = 1 , b=2"))).isEqualTo("a = 1 , b=2");
    assertThat(written(read("a = 1 , b=2").with("c", "3"))).isEqualTo("a=1,b=2,c=3");
    assertThat(written(read("a=b;p=1"))).isEqualTo("a=b%3Bp=1");
  }

  @Test
  void onlySoManyItemsAreWritten() {
    Map<String, String> items = new LinkedHashMap<>();
    for (int i = 0; i < MAX_ITEMS + 2; i++) {
      items.put("key" + i, "v");
    }
    String header = written(Baggage.of(items));
    assertThat(header.split(",")).hasSize(MAX_ITEMS);
    assertThat(header).endsWith("key63=v");
  }

  @Test
  void theItemThatPassesTheBytesIsLeftOutWithAllAfterIt() {
    Map<String, String> items = new LinkedHashMap<>();
    items.put("a", "x".repeat(10));
    items.put("b", "x".repeat(20));
    items.put("c", "x");
    assertThat(written(Baggage.of(items), limited(64, 34))).isEqualTo("a=" + "x".repeat(10));
    assertThat(written(Baggage.of(items), limited(64, 35))).hasSize(35);
    // Bytes count after encoding.
    assertThat(written(Baggage.of(Map.of("k", "é")), limited(64, 7))).isEmpty();
    assertThat(written(Baggage.of(Map.of("k", "é")), limited(64, 8))).isEqualTo("k=%C3%A9");
  }

  @Test
  void noHeaderIsWrittenWithoutBaggageOrStyleOrRoom() {
    assertThat(written(Baggage.EMPTY)).isNull();
    assertThat(written(Baggage.of(Map.of("a", "b")), Headers.propagator("datadog"))).isNull();
    assertThat(written(Baggage.of(Map.of("a", "b")), limited(0, 10))).isNull();
    assertThat(written(Baggage.of(Map.of("a", "b")), limited(10, 0))).isNull();
  }

  @Test
  void configuredKeysBecomeTagsOfTheRootOnly() {
    Headers headers =
        new Headers("baggage", "user.id=u,session.id=s,account.id=a,other=o,User.Id=x");
    Span root = Headers.tracer(true).startRoot("root", headers.read("baggage"));
    assertThat(root.tag("baggage.user.id")).isEqualTo("u");
    assertThat(root.tag("baggage.session.id")).isEqualTo("s");
    assertThat(root.tag("baggage.account.id")).isEqualTo("a");
    assertThat(root.tag("baggage.other")).isNull();
    assertThat(root.tag("baggage.User.Id")).isNull();
    assertThat(Headers.tracer(true).start("child", root).tag("baggage.user.id")).isNull();

    assertThat(headers.read(limited(64, 8192, "*")).rootTags()).hasSize(10);
    assertThat(headers.read(limited(64, 8192, "other")).rootTags())
        .containsExactly("baggage.other", "o");
    assertThat(headers.read(limited(64, 8192)).rootTags()).isEmpty();
  }

  @Test
  void itemsSetOnASpanTravelInTheOlderHeadersToo() {
    Span span = Headers.tracer(true).start("root");
    span.setBaggageItem("User", "a b,c");
    span.setBaggageItem("no token", "x");
    span.setBaggage(span.baggage().with("w3c", "only"));

    Headers headers = Headers.of(span, "datadog", "baggage");
    assertThat(headers)
        .containsEntry("ot-baggage-user", "a%20b%2Cc")
        .containsEntry("baggage", "User=a%20b%2Cc,no%20token=x,w3c=only")
        .doesNotContainKeys("ot-baggage-w3c", "ot-baggage-no token");
    assertThat(Headers.of(span, "tracecontext")).containsKey("ot-baggage-user");
    assertThat(Headers.of(span, "b3single")).doesNotContainKey("ot-baggage-user");

    Baggage read = headers.read("datadog").baggage();
    assertThat(read.items()).containsExactly(Map.entry("user", "a b,c"));
    assertThat(read.spanItems()).containsExactly("user");
    assertThat(headers.read("b3single")).isNull();
  }

  @Test
  void aChildsBaggageIsItsOwn() {
    Span root = Headers.tracer(true).start("root");
    root.setBaggageItem("a", "1");
    Span child = Headers.tracer(true).start("child", root);
    child.setBaggageItem("b", "2");
    root.setBaggageItem("a", null);

    assertThat(root.baggage().isEmpty()).isTrue();
    assertThat(child.baggage().items()).containsOnlyKeys("a", "b");
  }
}
