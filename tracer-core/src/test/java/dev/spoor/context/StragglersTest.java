package dev.spoor.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock of our own is handed in, so that nobody waits half a minute. */
class StragglersTest {
  private static final long START = 1_000;
  private static final long LATER = START + Stragglers.GRACE_NANOS;

  private final TestContext context = new TestContext();
  private final TestContext inner = new TestContext();

  @AfterEach
  void clean() {
    Context.swap(null);
  }

  @Test
  void aContextThatIsOverLeavesTheThreadAfterTheGrace() {
    Context.swap(context);
    Stragglers.sweep(START);
    context.over = true;
    Stragglers.sweep(START);
    Stragglers.sweep(LATER - 1);
    assertThat(Context.current()).isSameAs(context);
    Stragglers.sweep(LATER);
    assertThat(Context.current()).isNull();
  }

  @Test
  void aContextThatIsNotOverStaysForEver() {
    Context.swap(context);
    Stragglers.sweep(START);
    Stragglers.sweep(LATER);
    Stragglers.sweep(LATER * 2);
    assertThat(Context.current()).isSameAs(context);
  }

  @Test
  void theGraceBeginsAnewForAnotherContext() {
    context.over = true;
    inner.over = true;
    Context.swap(context);
    Stragglers.sweep(START);
    Context.swap(inner);
    Stragglers.sweep(LATER);
    assertThat(Context.current()).isSameAs(inner);
    Stragglers.sweep(LATER + Stragglers.GRACE_NANOS);
    assertThat(Context.current()).isNull();
  }

  @Test
  void aContextThatAScopePutsBackIsCaughtAgain() {
    context.over = true;
    Context.swap(context);
    inner.within(() -> Stragglers.sweep(START));
    assertThat(Context.current()).isSameAs(context);
    Stragglers.sweep(LATER);
    Stragglers.sweep(LATER + Stragglers.GRACE_NANOS);
    assertThat(Context.current()).isNull();
  }

  @Test
  void aWorkerThatARequestStartedIsFreed() throws Exception {
    BlockingQueue<Object> orders = new LinkedBlockingQueue<>();
    BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                while (!orders.take().equals("stop")) {
                  Context current = Context.current();
                  answers.add(current == null ? "nothing" : current);
                }
              } catch (InterruptedException e) {
                return;
              }
            });
    context.within(() -> ThreadStart.carry(worker));
    worker.start();
    assertThat(ask(orders, answers)).isSameAs(context);
    context.over = true;
    Stragglers.sweep(START);
    assertThat(ask(orders, answers)).isSameAs(context);
    Stragglers.sweep(LATER);
    assertThat(ask(orders, answers)).isEqualTo("nothing");
    orders.add("stop");
    worker.join();
  }

  private static @Nullable Object ask(BlockingQueue<Object> orders, BlockingQueue<Object> answers)
      throws InterruptedException {
    orders.add("what is current?");
    return answers.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void aThreadThatAsksTooLateGetsNothing() throws Exception {
    Object[] seen = new Object[1];
    Thread thread = new Thread(() -> seen[0] = String.valueOf(Context.current()));
    context.within(() -> ThreadStart.carry(thread));
    context.over = true;
    Stragglers.sweep(START);
    Stragglers.sweep(LATER);
    thread.start();
    thread.join();
    assertThat(seen[0]).isEqualTo("null");
  }

  @Test
  void aThreadThatEndsWithoutAskingLeavesNothingBehind() throws Exception {
    Thread thread = new Thread(() -> {});
    context.within(() -> ThreadStart.carry(thread));
    int waiting = ThreadStart.size();
    thread.start();
    thread.join();
    Stragglers.sweep(START);
    assertThat(ThreadStart.size()).isEqualTo(waiting - 1);
  }
}
