package dev.spoor.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarryTest {
  private final TestContext context = new TestContext();
  private final TestContext other = new TestContext();
  private final List<@Nullable Context> seen = new ArrayList<>();

  @AfterEach
  void nothingStaysCurrent() {
    assertThat(Context.current()).isNull();
  }

  private String see() {
    seen.add(Context.current());
    return "result";
  }

  /** Runs a wrapped task with nothing and with something else current. */
  private void runTwice(Runnable wrapped) {
    wrapped.run();
    other.within(
        () -> {
          wrapped.run();
          assertThat(Context.current()).isSameAs(other);
        });
    assertThat(seen).containsExactly(context, context);
  }

  @Test
  void everyKindOfTaskRunsUnderItsContextAndReturnsItsResult() throws Exception {
    List<Object> wrapped = new ArrayList<>();
    context.within(
        () -> {
          wrapped.add(Carry.runnable(this::see));
          wrapped.add(Carry.callable(this::see));
          wrapped.add(Carry.supplier(this::see));
          wrapped.add(Carry.function(a -> see() + a));
          wrapped.add(Carry.biFunction((a, b) -> see() + a + b));
          wrapped.add(Carry.consumer(a -> see()));
          wrapped.add(Carry.biConsumer((a, b) -> see()));
        });
    ((Runnable) wrapped.get(0)).run();
    assertThat(((Callable<?>) wrapped.get(1)).call()).isEqualTo("result");
    assertThat(((Supplier<?>) wrapped.get(2)).get()).isEqualTo("result");
    assertThat(this.<Function<Object, Object>>as(wrapped.get(3)).apply(1)).isEqualTo("result1");
    assertThat(this.<BiFunction<Object, Object, Object>>as(wrapped.get(4)).apply(1, 2))
        .isEqualTo("result12");
    this.<Consumer<Object>>as(wrapped.get(5)).accept(1);
    this.<BiConsumer<Object, Object>>as(wrapped.get(6)).accept(1, 2);
    assertThat(seen).hasSize(7).containsOnly(context);
  }

  @SuppressWarnings("unchecked")
  private <T> T as(Object value) {
    return (T) value;
  }

  @Test
  void putsBackWhatWasCurrent() {
    Runnable[] wrapped = new Runnable[1];
    context.within(() -> wrapped[0] = Carry.runnable(this::see));
    runTwice(wrapped[0]);
  }

  @Test
  void putsBackWhatWasCurrentWhenTheTaskThrows() {
    Runnable[] wrapped = new Runnable[1];
    context.within(
        () ->
            wrapped[0] =
                Carry.runnable(
                    () -> {
                      throw new IllegalStateException("expected");
                    }));
    other.within(
        () -> {
          assertThatThrownBy(wrapped[0]::run).hasMessage("expected");
          assertThat(Context.current()).isSameAs(other);
        });
  }

  @Test
  void leavesTheTaskAloneWhenNothingIsCurrent() {
    Runnable task = this::see;
    assertThat(Carry.runnable(task)).isSameAs(task);
    assertThat(Carry.isCarrier(task)).isFalse();
  }

  @Test
  void theFirstHandOverCounts() {
    Runnable[] wrapped = new Runnable[2];
    context.within(() -> wrapped[0] = Carry.runnable(this::see));
    other.within(() -> wrapped[1] = Carry.runnable(wrapped[0]));
    assertThat(wrapped[1]).isSameAs(wrapped[0]);
    wrapped[1].run();
    assertThat(seen).containsExactly(context);
  }

  @Test
  void nullStaysNullForTheMethodThatComplainsAboutIt() {
    context.within(
        () -> {
          assertThat(Carry.runnable(null)).isNull();
          assertThat(Carry.callable(null)).isNull();
          assertThat(Carry.supplier(null)).isNull();
          assertThat(Carry.function(null)).isNull();
          assertThat(Carry.biFunction(null)).isNull();
          assertThat(Carry.consumer(null)).isNull();
          assertThat(Carry.biConsumer(null)).isNull();
        });
  }

  @Test
  void speaksAsTheTaskAndGivesItBack() {
    Runnable task =
        new Runnable() {
          @Override
          public void run() {
            see();
          }

          @Override
          public String toString() {
            return "my task";
          }
        };
    context.within(
        () -> {
          Runnable wrapped = Carry.runnable(task);
          assertThat(wrapped).isNotSameAs(task).hasToString("my task");
          assertThat(Carry.isCarrier(wrapped)).isTrue();
          assertThat(Carry.original(wrapped)).isSameAs(task);
        });
    assertThat(Carry.original(task)).isSameAs(task);
    assertThat(Carry.original(null)).isNull();
  }
}
