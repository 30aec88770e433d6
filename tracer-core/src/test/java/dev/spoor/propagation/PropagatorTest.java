package dev.spoor.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several styles together. */
class PropagatorTest {
  private static final String SPAN = "00000000000000ff";

  private final Headers headers =
      new Headers(
          "x-datadog-trace-id", "10",
          "x-datadog-parent-id", "20",
          "x-datadog-sampling-priority", "2",
          "x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4",
          "traceparent", "00-640cfd8d00000000000000000000000a-" + SPAN + "-00",
          "tracestate", "dd=s:0;o:w3c;p:0123456789abcdef,foo=1");

  @Test
  void theFirstStyleWithIdsDecidesAndTheNearerParentIsTheOneOfW3c() {
    RemoteParent parent = headers.read("datadog", "tracecontext");

    assertThat(parent.traceIdLow()).isEqualTo(10);
    assertThat(parent.spanId()).isEqualTo(255);
    assertThat(parent.priority()).isEqualTo(2);
    assertThat(parent.tags().decisionMaker()).isEqualTo("-4");
    assertThat(parent.origin()).isNull();
    assertThat(parent.lastDatadogParent()).isEqualTo("0123456789abcdef");
    assertThat(parent.tracestate()).endsWith("foo=1");
    assertThat(parent.tags().error()).isNull();
  }

  @Test
  void withoutALastParentInTheStateItIsTheDatadogParent() {
    headers.put("tracestate", "foo=1");
    assertThat(headers.read("datadog", "tracecontext").lastDatadogParent())
        .isEqualTo("0000000000000014");
  }

  @Test
  void theSameParentInBothStylesIsNoDetour() {
    headers.put("x-datadog-parent-id", "255");
    RemoteParent parent = headers.read("datadog", "tracecontext");

    assertThat(parent.spanId()).isEqualTo(255);
    assertThat(parent.lastDatadogParent()).isNull();
    assertThat(parent.tracestate()).endsWith("foo=1");
  }

  @Test
  void anotherTraceInALaterStyleBecomesALink() {
    headers.put("x-datadog-trace-id", "11");
    RemoteParent parent = headers.read("datadog", "tracecontext");

    assertThat(parent.traceIdLow()).isEqualTo(11);
    assertThat(parent.spanId()).isEqualTo(20);
    assertThat(parent.tracestate()).isNull();
    assertThat(parent.lastDatadogParent()).isNull();
    assertThat(parent.links())
        .containsExactly(
            new SpanLink(
                0x640cfd8d00000000L,
                10,
                255,
                0,
                "dd=s:0;o:w3c;p:0123456789abcdef,foo=1",
                Map.of("reason", "terminated_context", "context_headers", "tracecontext")));
  }

  @Test
  void eachStyleWithAnotherTraceIsALinkAndFlagsSayWhetherItWasKept() {
    headers.put("b3", "000000000000000b-000000000000000c-1");
    RemoteParent parent = headers.read("b3single", "datadog", "tracecontext");

    assertThat(parent.traceIdLow()).isEqualTo(11);
    assertThat(parent.links()).extracting(SpanLink::traceIdLow).containsExactly(10L, 10L);
    assertThat(parent.links()).extracting(SpanLink::flags).containsExactly(1, 0);
    assertThat(parent.links())
        .extracting(link -> link.attributes().get("context_headers"))
        .containsExactly("datadog", "tracecontext");
  }

  @Test
  void twoWholeIdsWithDifferentHighHalvesAreTwoTraces() {
    headers.put("x-datadog-tags", "_dd.p.tid=1111111111111111");
    RemoteParent parent = headers.read("datadog", "tracecontext");

    assertThat(parent.traceIdHigh()).isEqualTo(0x1111111111111111L);
    assertThat(parent.links()).hasSize(1);
    assertThat(parent.tags().error()).isNull();
  }

  @Test
  void aLaterStyleOfTheSameTraceThatIsNotW3cAddsNothing() {
    headers.put("b3", "640cfd8d00000000000000000000000a-000000000000000c-0");
    RemoteParent parent = headers.read("datadog", "b3single");

    assertThat(parent.spanId()).isEqualTo(20);
    assertThat(parent.links()).isEmpty();
    assertThat(parent.rootTags()).isEmpty();
  }

  @Test
  void extractFirstStopsAtTheFirstStyleWithIds() {
    PropagationRules rules = rules(true, "continue", "b3single", "datadog", "tracecontext");
    RemoteParent parent = headers.read(new Propagator(rules));

    assertThat(parent.spanId()).isEqualTo(20);
    assertThat(parent.tracestate()).isNull();
    headers.put("x-datadog-trace-id", "11");
    assertThat(headers.read(new Propagator(rules)).links()).isEmpty();
  }

  @Test
  void restartLinksToTheCallerAndBeginsATraceHere() {
    headers.put("baggage", "a=b");
    headers.put("x-datadog-origin", "rum");
    RemoteParent parent =
        headers.read(new Propagator(rules(false, "restart", "datadog", "tracecontext", "baggage")));

    assertThat(parent.hasIds()).isFalse();
    assertThat(parent.priority()).isEqualTo(Priority.UNSET);
    assertThat(parent.origin()).isNull();
    assertThat(parent.baggage().get("a")).isEqualTo("b");
    assertThat(parent.links()).hasSize(1);
    SpanLink link = parent.links().get(0);
    assertThat(link.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
    assertThat(link.traceIdLow()).isEqualTo(10);
    assertThat(link.spanId()).isEqualTo(255);
    assertThat(link.flags()).isEqualTo(1);
    assertThat(link.attributes())
        .containsEntry("reason", "propagation_behavior_extract")
        .containsEntry("context_headers", "datadog")
        .hasSize(2);

    Span root = Headers.tracer(true).startRoot("root", parent);
    assertThat(root.parentId()).isZero();
    assertThat(root.trace().idLow()).isNotEqualTo(10);
    assertThat(root.extras().links()).containsExactly(link);
    assertThat(root.baggage().get("a")).isEqualTo("b");
  }

  @Test
  void ignoreReadsNothingButStillWrites() {
    headers.put("baggage", "a=b");
    Propagator propagator =
        new Propagator(rules(false, "ignore", "datadog", "tracecontext", "baggage"));

    assertThat(headers.read(propagator)).isNull();
    Headers out = new Headers();
    propagator.inject(Headers.tracer(true).start("root"), out, Headers::put);
    assertThat(out).containsKeys("x-datadog-trace-id", "traceparent");
  }

  private static PropagationRules rules(boolean first, String behavior, String... styles) {
    List<String> names = List.of(styles);
    return new PropagationRules(names, names, first, behavior, 512, true, 64, 8192, List.of());
  }

  @Test
  void stylesOfTheTwoDirectionsAreSetApart() {
    Propagator propagator =
        new Propagator(
            new PropagationRules(
                List.of("tracecontext"),
                List.of("b3single"),
                false,
                "continue",
                512,
                true,
                64,
                8192,
                List.of()));
    RemoteParent parent = headers.read(propagator);
    assertThat(parent.priority()).isZero();
    Headers out = new Headers();
    propagator.inject(Headers.tracer(true).startRoot("root", parent), out, Headers::put);
    assertThat(out.keySet()).containsExactly("b3");
  }

  @Test
  void aHighHalfThatOnlyOneStyleKnowsIsTaken() {
    headers.remove("x-datadog-tags");
    RemoteParent parent = headers.read("datadog", "tracecontext");
    assertThat(parent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
    assertThat(parent.tags().error()).isNull();
  }

  @Test
  void thePriorityIsAlwaysTheBases() {
    headers.remove("x-datadog-sampling-priority");
    assertThat(headers.read("datadog", "tracecontext").priority()).isEqualTo(Priority.UNSET);
  }

  @Test
  void theOtherOrderTakesTheOtherBase() {
    RemoteParent parent = headers.read("tracecontext", "datadog");
    assertThat(parent.priority()).isZero();
    assertThat(parent.origin()).isEqualTo("w3c");
    assertThat(parent.spanId()).isEqualTo(255);
  }

  @Test
  void aPartialContextOnlyCountsWhenNothingBetterComes() {
    headers.put("x-datadog-trace-id", "0");
    headers.put("x-datadog-origin", "rum");
    assertThat(headers.read("datadog", "tracecontext").origin()).isEqualTo("w3c");
    headers.remove("traceparent");
    assertThat(headers.read("datadog", "tracecontext").origin()).isEqualTo("rum");
    headers.remove("x-datadog-origin");
    assertThat(headers.read("datadog", "tracecontext")).isNull();
  }

  @Test
  void namesOfStylesIgnoreCaseAndUnknownOnesArePassedOver() {
    assertThat(headers.read("b3multi", " DataDog ", "xray").traceIdLow()).isEqualTo(10);
    assertThat(headers.read("none")).isNull();
    assertThat(Headers.of(Headers.tracer(true).start("root"), "baggage")).isEmpty();
  }

  @Test
  void aCarrierThatThrowsCostsTheContextAndNothingElse() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Log.setOutput(new PrintStream(told, true));
    try {
      long before = Counters.value("propagation.failed");
      Propagator propagator = Headers.propagator("datadog", "tracecontext");
      Span span = Headers.tracer(true).start("root");
      for (int i = 0; i < 3; i++) {
        assertThat(
                propagator.<Object>extract(
                    this,
                    (carrier, name) -> {
                      throw new IllegalStateException();
                    }))
            .isNull();
        propagator.<Object>inject(
            span,
            this,
            (carrier, name, value) -> {
              throw new IllegalStateException();
            });
      }
      assertThat(Counters.value("propagation.failed")).isEqualTo(before + 6);
      assertThat(told.toString().lines().count()).isLessThanOrEqualTo(2);
    } finally {
      Log.setOutput(System.err);
    }
  }

  @Test
  void arbitraryHeadersNeverThrowAndWhatTheyYieldCanBePassedOn() {
    Random random = new Random(42);
    Propagator propagator =
        Headers.propagator("datadog", "tracecontext", "b3multi", "b3single", "baggage");
    List<String> names = List.copyOf(new Headers().keys());
    long failed = Counters.value("propagation.failed");
    for (int i = 0; i < 3_000; i++) {
      Headers noise = new Headers();
      for (String name : names) {
        if (random.nextInt(4) != 0) {
          noise.put(name, mutated(random, random.nextBoolean() ? headers.get(name) : null));
        }
      }
      assertThatCode(
              () -> {
                RemoteParent parent = noise.read(propagator);
                Span span = Headers.tracer(true).startRoot("root", parent);
                Headers out = new Headers();
                propagator.inject(span, out, Headers::put);
                for (String value : out.values()) {
                  assertThat(value).matches("[ -~]*");
                }
                assertThat(out.read(propagator).spanId()).isEqualTo(span.spanId());
              })
          .as(noise.toString())
          .doesNotThrowAnyException();
    }
    assertThat(Counters.value("propagation.failed")).isEqualTo(failed);
  }

  private static String mutated(Random random, String base) {
    StringBuilder text = new StringBuilder(base == null ? "" : base);
    String special = "=,;:~-_ .0af9%\t\r\n\0ä";
    for (int i = random.nextInt(base == null ? 30 : 3); i > 0; i--) {
      char c =
          random.nextInt(3) == 0
              ? (char) random.nextInt(0x300)
              : special.charAt(random.nextInt(special.length()));
      text.insert(random.nextInt(text.length() + 1), c);
    }
    return text.toString();
  }
}
