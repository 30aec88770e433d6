package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.context.Carry;
import dev.spoor.wire.DecodedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What is current, to the API and to the tracer alike. */
@SuppressWarnings("try") // scopes are closed and not otherwise used
class OtelContextTest extends TracedTest {
  private static final ContextKey<String> KEY = ContextKey.named("key");

  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "6922a0f80000000000000000000000ff",
          "00000000000000aa",
          TraceFlags.getSampled(),
          TraceState.builder().put("vendor", "x").build());

  private static dev.spoor.trace.Span ours(String name) {
    return dev.spoor.trace.Tracer.active().start(name);
  }

  @Test
  void theApiKeepsItsContextWithTheTracer() {
    assertThat(ContextStorage.get()).isInstanceOf(ThreadContexts.class);
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void aSpanOfTheTracerBelowOneOfTheApiAndTheOtherWayRound() {
    Span outer = tracer.spanBuilder("outer").startSpan();
    dev.spoor.trace.Span middle;
    Span inner;
    try (Scope outerScope = outer.makeCurrent()) {
      assertThat(Span.current()).isEqualTo(outer);
      middle = ours("middle");
      middle.attach();
      assertThat(Span.current().getSpanContext().getSpanId())
          .isEqualTo(dev.spoor.trace.TraceId.hex(middle.spanId()));
      inner = tracer.spanBuilder("inner").startSpan();
      try (Scope innerScope = inner.makeCurrent()) {
        Span.current().setAttribute("seen", "by all");
      }
      inner.end();
      middle.detach();
      middle.finish();
      assertThat(Span.current()).isEqualTo(outer);
    }
    outer.end();

    assertThat(sent("middle").parentId()).isEqualTo(sent("outer").spanId());
    assertThat(sent("inner").parentId()).isEqualTo(sent("middle").spanId());
    assertThat(sent("inner").traceId()).isEqualTo(sent("outer").traceId());
    assertThat(sent("inner").tag("seen")).isEqualTo("by all");
    assertThat(agent.traces()).hasSize(1);
  }

  @Test
  void theSpanThatTheTracerMadeCanBeWorkedOn() {
    dev.spoor.trace.Span span = ours("servlet.request");
    span.attach();
    Span.current().setAttribute("user", "7").updateName("GET /by/hand");
    Span.current().setStatus(io.opentelemetry.api.trace.StatusCode.ERROR, "no");
    span.detach();
    span.finish();
    DecodedSpan sent = sent("GET /by/hand");
    assertThat(sent.name()).isEqualTo("servlet.request");
    assertThat(sent.tag("user")).isEqualTo("7");
    assertThat(sent.error()).isEqualTo(1);
  }

  @Test
  void parentsAreExplicitIfWanted() {
    Span current = tracer.spanBuilder("current").startSpan();
    Span other = tracer.spanBuilder("other").setNoParent().startSpan();
    try (Scope scope = current.makeCurrent()) {
      tracer.spanBuilder("root").setNoParent().startSpan().end();
      tracer.spanBuilder("child").startSpan().end();
      tracer
          .spanBuilder("elsewhere")
          .setParent(Context.current().with(other))
          .setStartTimestamp(5, java.util.concurrent.TimeUnit.SECONDS)
          .startSpan()
          .end();
      tracer.spanBuilder("rootless").setParent(Context.root()).startSpan().end();
      tracer.spanBuilder("null").setParent(null).startSpan().end();
    }
    current.end();
    other.end();
    assertThat(sent("root").parentId()).isZero();
    assertThat(sent("rootless").parentId()).isZero();
    assertThat(sent("child").parentId()).isEqualTo(sent("current").spanId());
    assertThat(sent("null").parentId()).isEqualTo(sent("current").spanId());
    assertThat(sent("elsewhere").parentId()).isEqualTo(sent("other").spanId());
    assertThat(sent("elsewhere").start()).isEqualTo(5_000_000_000L);
  }

  @Test
  void aParentOfAnotherProcessIsContinued() {
    Context remote = Context.root().with(Span.wrap(REMOTE));
    Span explicit = tracer.spanBuilder("explicit").setParent(remote).startSpan();
    assertThat(explicit.getSpanContext().getTraceId()).isEqualTo(REMOTE.getTraceId());
    assertThat(explicit.getSpanContext().getTraceState().get("vendor")).isEqualTo("x");
    assertThat(explicit.getSpanContext().isRemote()).isFalse();
    explicit.end();
    try (Scope scope = remote.makeCurrent()) {
      assertThat(Span.current().getSpanContext()).isEqualTo(REMOTE);
      tracer.spanBuilder("implicit").startSpan().end();
      ours("automatic").finish();
    }
    for (String name : new String[] {"explicit", "implicit", "automatic"}) {
      assertThat(sent(name).parentId()).isEqualTo(0xaa);
      assertThat(sent(name).traceId()).isEqualTo(0xff);
      assertThat(sent(name).metric("_sampling_priority_v1")).isEqualTo(1.0);
    }
  }

  @Test
  void anInvalidParentIsNone() {
    Span span =
        tracer.spanBuilder("alone").setParent(Context.root().with(Span.getInvalid())).startSpan();
    span.end();
    assertThat(sent("alone").parentId()).isZero();
  }

  @Test
  void aSpanThatTheApplicationHasWrappedIsStillOurs() {
    Span span = tracer.spanBuilder("wrapped").startSpan();
    Context context = Context.root().with(Span.wrap(span.getSpanContext()));
    try (Scope scope = context.makeCurrent()) {
      ours("below").finish();
    }
    span.end();
    assertThat(sent("below").parentId()).isEqualTo(sent("wrapped").spanId());
    assertThat(agent.traces()).hasSize(1);
  }

  @Test
  void keysOfTheApiTravelWithTheTracersContext() throws Exception {
    Span span = tracer.spanBuilder("outer").startSpan();
    Context context =
        Context.root().with(KEY, "value").with(span).with(Baggage.builder().put("a", "b").build());
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Scope scope = context.makeCurrent()) {
      Context seen = pool.submit(Carry.callable(Context::current)).get();
      assertThat(seen).isSameAs(context);
      dev.spoor.trace.Span inner = ours("inner");
      inner.attach();
      assertThat(Context.current().get(KEY)).isEqualTo("value");
      assertThat(Baggage.current().getEntryValue("a")).isEqualTo("b");
      assertThat(Span.current()).isNotEqualTo(span);
      inner.detach();
      inner.finish();
      assertThat(pool.submit(Context::current).get()).isSameAs(Context.root());
    } finally {
      pool.shutdown();
    }
    span.end();
  }

  @Test
  void scopesCloseOnceAndInTheirOrder() throws Exception {
    Context first = Context.root().with(KEY, "1");
    Context second = first.with(KEY, "2");
    Scope outer = first.makeCurrent();
    Scope inner = second.makeCurrent();
    outer.close();
    assertThat(Context.current()).isSameAs(second);
    Thread other = new Thread(inner::close);
    other.start();
    other.join();
    assertThat(Context.current()).isSameAs(second);
    inner.close();
    assertThat(Context.current()).isSameAs(first);
    inner.close();
    assertThat(Context.current()).isSameAs(first);
    try (Scope same = first.makeCurrent()) {
      assertThat(Context.current()).isSameAs(first);
    }
    assertThat(Context.current()).isSameAs(first);
    outer.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void theRootContextMeansThatNothingIsCurrent() {
    dev.spoor.trace.Span span = ours("outer");
    span.attach();
    try (Scope scope = Context.root().makeCurrent()) {
      assertThat(dev.spoor.trace.Span.current()).isNull();
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
      ours("alone").finish();
    }
    assertThat(dev.spoor.trace.Span.current()).isSameAs(span);
    span.detach();
    span.finish();
    assertThat(sent("alone").parentId()).isZero();
  }
}
