package dev.spoor.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskContextsTest {
  private final TestContext first = new TestContext();
  private final TestContext second = new TestContext();

  @AfterEach
  void nothingIsLeft() {
    TaskContexts.sweep();
    assertThat(TaskContexts.size()).isZero();
  }

  @Test
  void givesATaskItsContextOnce() {
    Object task = new Object();
    first.within(() -> TaskContexts.capture(task));
    assertThat(TaskContexts.take(new Object())).isNull();
    assertThat(TaskContexts.take(task)).isSameAs(first);
    assertThat(TaskContexts.take(task)).isNull();
  }

  @Test
  void oneTaskThatWaitsTwiceGetsItsContextsInOrder() {
    Object task = new Object();
    first.within(() -> TaskContexts.capture(task));
    second.within(() -> TaskContexts.capture(task));
    assertThat(TaskContexts.take(task)).isSameAs(first);
    assertThat(TaskContexts.take(task)).isSameAs(second);
  }

  @Test
  void ofATaskThatCannotWaitTwiceOnlyTheLastHandOverCounts() {
    Object task = new Object();
    first.within(() -> TaskContexts.captureOnly(task));
    second.within(() -> TaskContexts.captureOnly(task));
    second.within(() -> TaskContexts.captureOnly(task));
    assertThat(TaskContexts.take(task)).isSameAs(second);
    assertThat(TaskContexts.take(task)).isNull();
    first.within(() -> TaskContexts.captureOnly(task));
    TaskContexts.captureOnly(task);
    assertThat(TaskContexts.take(task)).isNull();
  }

  @Test
  void tasksAreToldApartByIdentity() {
    String task = new String("task");
    String equalTask = new String("task");
    first.within(() -> TaskContexts.capture(task));
    second.within(() -> TaskContexts.capture(equalTask));
    assertThat(TaskContexts.take(equalTask)).isSameAs(second);
    assertThat(TaskContexts.take(task)).isSameAs(first);
  }

  @Test
  void aHandOverWithoutContextForgetsADroppedOne() {
    Object task = new Object();
    first.within(() -> TaskContexts.capture(task));
    TaskContexts.capture(task);
    assertThat(TaskContexts.take(task)).isNull();
  }

  @Test
  void runsATaskUnderItsContextAndPutsBackTheThreadsOwn() {
    List<Object> seen = new ArrayList<>();
    Runnable task = () -> seen.add(String.valueOf(Context.current() == first));
    first.within(() -> TaskContexts.capture(task));
    second.within(
        () -> {
          TaskContexts.run(task);
          assertThat(Context.current()).isSameAs(second);
          TaskContexts.run(task);
        });
    assertThat(seen).containsExactly("true", "false");
  }

  @Test
  void aDroppedTaskLeavesNothingBehind() {
    WeakReference<Context> context = new WeakReference<>(dropTask());
    await(
        () -> {
          System.gc();
          TaskContexts.sweep();
          return context.refersTo(null) && TaskContexts.size() == 0;
        });
  }

  private static Context dropTask() {
    TestContext context = new TestContext();
    context.within(() -> TaskContexts.capture(new Object()));
    return context;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void moreTasksThanItHoldsRunWithoutContext() {
    List<Object> tasks = new ArrayList<>();
    first.within(
        () -> {
          for (int i = 0; i < 300_000; i++) {
            Object task = new Object();
            tasks.add(task);
            TaskContexts.capture(task);
          }
        });
    int held = TaskContexts.size();
    assertThat(held).isBetween(4096 * 16, 4096 * 32);
    int found = 0;
    for (Object task : tasks) {
      Context context = TaskContexts.take(task);
      found += context == first ? 1 : 0;
    }
    assertThat(found).isEqualTo(held);
  }

  /** Threads hand over and take crosswise, with a sweep in between; nothing is lost or swapped. */
  @Test
  void losesNothingUnderContention() throws Exception {
    int threads = 4;
    int rounds = 3_000;
    int batch = 16;
    AtomicInteger wrong = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      boolean sweeps = t == 0;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int round = 0; round < rounds; round++) {
                  wrong.addAndGet(handOverAndTake(batch));
                  if (sweeps && round % 10 == 0) {
                    TaskContexts.sweep();
                  }
                }
              });
      running.add(thread);
      thread.start();
    }
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  private static int handOverAndTake(int batch) {
    Object[] tasks = new Object[batch];
    TestContext[] contexts = new TestContext[batch];
    for (int i = 0; i < batch; i++) {
      Object task = new Object();
      tasks[i] = task;
      contexts[i] = new TestContext();
      contexts[i].within(() -> TaskContexts.capture(task));
    }
    int wrong = 0;
    int offset = ThreadLocalRandom.current().nextInt(batch);
    for (int i = 0; i < batch; i++) {
      int index = (i + offset) % batch;
      wrong += TaskContexts.take(tasks[index]) == contexts[index] ? 0 : 1;
    }
    return wrong;
  }
}
