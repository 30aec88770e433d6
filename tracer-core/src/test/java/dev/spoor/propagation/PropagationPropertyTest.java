package dev.spoor.propagation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceTags;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** What holds for every header and every context: nothing throws, and what is written is read. */
class PropagationPropertyTest {
  private static final String[] ALL = {"datadog", "tracecontext", "b3multi", "b3single", "baggage"};

  /** Text out of the characters that mean something in some header, and some that do not. */
  @Provide
  Arbitrary<String> headerText() {
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("=,;:~-_ .%+0123456789afdx\t\r\né☺\0").ofMaxLength(40);
    Arbitrary<String> parts =
        Arbitraries.of(
            "dd=",
            "s:2",
            "p:00000000000000ff",
            "t.tid:640cfd8d00000000",
            "t.dm:-4",
            "o:rum",
            "_dd.p.tid=640cfd8d00000000",
            "_dd.p.dm=-1",
            "00-640cfd8d00000000000000000000000a-00000000000000ff-01",
            "640cfd8d00000000000000000000000a-00000000000000ff-1",
            "18446744073709551615",
            "key=value");
    return Arbitraries.oneOf(noise, parts, Arbitraries.strings().ofMaxLength(30))
        .list()
        .ofMaxSize(4)
        .map(list -> String.join(list.size() % 2 == 0 ? "," : ";", list));
  }

  @Property(tries = 200)
  void noHeaderOfAnyStyleThrowsAndWhatItYieldsIsPassedOn(
      @ForAll @IntRange(max = 12) int index,
      @ForAll("headerText") String text,
      @ForAll("headerText") String second) {
    long failed = Counters.value("propagation.failed");
    List<String> names = new Headers().keys();
    String name = names.get(index % names.size());
    for (String style : ALL) {
      Headers headers = whole();
      headers.put(name, text);
      headers.add(name, second);
      RemoteParent parent = headers.read(style);
      Span span = Headers.tracer(true).startRoot("root", parent);
      Headers out = Headers.of(span, ALL);
      assertThat(out.values()).allMatch(value -> value.matches("[ -~]*"));
      assertThat(out.read("tracecontext").spanId()).isEqualTo(span.spanId());
    }
    assertThat(Counters.value("propagation.failed")).isEqualTo(failed);
  }

  private static Headers whole() {
    return new Headers(
        "x-datadog-trace-id", "10",
        "x-datadog-parent-id", "20",
        "x-datadog-sampling-priority", "1",
        "x-datadog-origin", "rum",
        "x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4",
        "traceparent", "00-640cfd8d00000000000000000000000a-00000000000000ff-01",
        "tracestate", "dd=s:2;p:0123456789abcdef,foo=1",
        "x-b3-traceid", "640cfd8d00000000000000000000000a",
        "x-b3-spanid", "00000000000000ff",
        "b3", "640cfd8d00000000000000000000000a-00000000000000ff-1",
        "baggage", "a=b");
  }

  @Property(tries = 200)
  void everyStyleReadsTheIdsAndTheDecisionThatItWrote(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(min = -1, max = 2) int priority) {
    Assume.that(low != 0);
    RemoteParent caller =
        new RemoteParent(high, low, 7, priority, null, TraceTags.NONE, null, null);
    Span span = Headers.tracer(true).startRoot("root", caller);
    for (String style : List.of("datadog", "tracecontext", "b3multi", "b3single")) {
      RemoteParent read = Headers.of(span, style).read(style);
      assertThat(read.traceIdHigh()).as(style).isEqualTo(high);
      assertThat(read.traceIdLow()).as(style).isEqualTo(low);
      assertThat(read.spanId()).as(style).isEqualTo(span.spanId());
      assertThat(Priority.isKept(read.priority())).as(style).isEqualTo(priority > 0);
      if (!style.startsWith("b3")) {
        assertThat(read.priority()).as(style).isEqualTo(priority);
      }
      assertThat(read.tags().error()).as(style).isNull();
    }
    assertThat(Headers.of(span, ALL).read(ALL).links()).isEmpty();
  }

  @Property(tries = 200)
  void tagsOfTheTraceTravelUnchanged(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String name,
      @ForAll("tagValues") String value) {
    RemoteParent caller =
        new RemoteParent(
            0, 1, 7, 2, "rum", TraceTags.NONE.with("_dd.p.x" + name, value), null, null);
    Span span = Headers.tracer(true).startRoot("root", caller);
    for (String style : List.of("datadog", "tracecontext")) {
      RemoteParent read = Headers.of(span, style).read(style);
      assertThat(read.origin()).isEqualTo("rum");
      assertThat(read.tags().name(0)).isEqualTo("_dd.p.x" + name);
      assertThat(read.tags().value(0)).isEqualTo(value);
    }
  }

  /** What both headers can hold without a replacement. */
  @Provide
  Arbitrary<String> tagValues() {
    return Arbitraries.strings().withChars("abcXYZ019!=:._-/@").ofMinLength(1).ofMaxLength(60);
  }

  @Property(tries = 200)
  void baggageIsReadAsItWasWritten(
      @ForAll
          Map<@NotEmpty @StringLength(max = 20) String, @NotEmpty @StringLength(max = 30) String>
              items) {
    Assume.that(items.size() <= 10 && items.values().stream().allMatch(this::isText));
    Assume.that(items.keySet().stream().allMatch(this::isText));
    Headers headers = new Headers();
    Propagator propagator = Headers.propagator("baggage");
    propagator.inject(Baggage.of(items), headers, Headers::put);
    RemoteParent read = headers.read(propagator);
    assertThat(read == null ? Map.of() : read.baggage().items())
        .containsExactlyInAnyOrderEntriesOf(items);
  }

  /** Halves of characters have no encoding. */
  private boolean isText(String text) {
    return text.equals(new String(text.getBytes(UTF_8), UTF_8));
  }

  @Property(tries = 200)
  void textIsWhatItWasAfterPercentEncoding(@ForAll String text, @ForAll boolean key) {
    Assume.that(isText(text));
    String encoded = PercentCode.encode(text, key);
    assertThat(PercentCode.isSafe(encoded.replace("%", ""), key)).isTrue();
    assertThat(PercentCode.decode(encoded)).isEqualTo(text);
  }
}
