package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A context that holds more than a span, and the spans that begin within it. */
class RichContextTest {
  private final RecordingSink sink = new RecordingSink();
  private final Tracer tracer = new Tracer("shop", (trace, root) -> {}, sink, 1000, true, true);
  private final List<Context> begun = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    Context.swap(null);
  }

  private final class Rich extends Context {
    private final @Nullable Context span;
    private final @Nullable RemoteParent caller;

    Rich(@Nullable Context span, @Nullable RemoteParent caller) {
      this.span = span;
      this.caller = caller;
    }

    @Override
    public @Nullable Object span() {
      return span;
    }

    @Override
    public @Nullable Object remote() {
      return caller;
    }

    @Override
    public Context with(Context next) {
      return new Rich(next, null);
    }

    @Override
    public void started(Context next) {
      begun.add(next);
    }
  }

  @Test
  void staysRichWhenASpanIsAttached() {
    Span outer = tracer.start("outer");
    Context rich = new Rich(outer, null);
    Context.swap(rich);
    Span inner = tracer.start("inner");
    inner.attach();

    assertThat(inner.parentId()).isEqualTo(outer.spanId());
    assertThat(Context.current()).isInstanceOf(Rich.class);
    assertThat(Span.current()).isSameAs(inner);
    assertThat(begun).containsExactly(inner);
    inner.detach();
    assertThat(Context.current()).isSameAs(rich);
  }

  @Test
  void staysRichWhenAnExclusiveCallIsEntered() {
    Blueprint call = Blueprint.named("call").exclusive(ExclusiveCall.DATABASE).build();
    Span outer = tracer.start("outer");
    Context rich = new Rich(outer, null);
    Context.swap(rich);
    Span inner = tracer.enter(call);

    assertThat(inner.parentId()).isEqualTo(outer.spanId());
    assertThat(Context.current()).isInstanceOf(Rich.class);
    assertThat(Span.current()).isSameAs(inner);
    assertThat(begun).containsExactly(inner);
    assertThat(tracer.enter(call)).isNull();
    inner.detach();
    assertThat(Context.current()).isSameAs(rich);
  }

  @Test
  void aPlainSpanNeedsNoOtherContext() {
    Span outer = tracer.start("outer");
    outer.attach();
    assertThat(Context.current()).isSameAs(outer);
    outer.detach();
    assertThat(Context.current()).isNull();
  }

  @Test
  void aCallerThatNoSpanStandsForIsContinued() {
    RemoteParent caller =
        new RemoteParent(1, 2, 3, Priority.USER_KEEP, null, TraceTags.NONE, null, null);
    Context.swap(new Rich(null, caller));
    for (Span span :
        List.of(tracer.start("a"), tracer.startUnawaited(Blueprint.named("b").build()))) {
      assertThat(span.parentId()).isEqualTo(3);
      assertThat(span.trace().idLow()).isEqualTo(2);
      assertThat(span.trace().priority()).isEqualTo(Priority.USER_KEEP);
    }
    assertThat(begun).hasSize(2);
  }
}
