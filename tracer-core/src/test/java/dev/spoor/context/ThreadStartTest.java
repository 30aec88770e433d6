package dev.spoor.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A context on its way into a new thread. */
class ThreadStartTest {
  private static final class Sample extends Context {
    @Override
    public Object span() {
      return null;
    }
  }

  private final Context context = new Sample();

  @AfterEach
  void clear() {
    Context.swap(null);
  }

  @Test
  void aThreadBeginsWithTheContextOfItsStarter() throws Exception {
    List<Context> seen = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              seen.add(Context.current());
              seen.add(Context.swap(null));
              seen.add(Context.current());
            });
    Context.swap(context);
    ThreadStart.carry(thread);
    Context.swap(null);
    thread.start();
    thread.join();

    assertThat(seen).containsExactly(context, context, null);
  }

  @Test
  void withoutAContextNothingIsCarried() throws Exception {
    AtomicReference<Context> seen = new AtomicReference<>(context);
    Thread thread = new Thread(() -> seen.set(Context.current()));
    ThreadStart.carry(thread);
    thread.start();
    thread.join();
    assertThat(seen.get()).isNull();
  }

  @Test
  void theContextIsTakenOnceThoughItWasCarriedTwice() throws Exception {
    AtomicReference<Context> seen = new AtomicReference<>();
    Context other = new Sample();
    Thread thread = new Thread(() -> seen.set(Context.current()));
    Context.swap(context);
    ThreadStart.carry(thread);
    Context.swap(other);
    ThreadStart.carry(thread);
    thread.start();
    thread.join();
    assertThat(seen.get()).isSameAs(other);
    assertThat(ThreadStart.takeFor(thread)).isNull();
  }

  @Test
  void aThreadThatNeverAsksIsNotKeptAndItsContextGoesWithTheNextStart() throws Exception {
    WeakReference<Context> context = new WeakReference<>(new Sample());
    Context.swap(context.get());
    WeakReference<Thread> never = carried();
    Context.swap(null);
    collect(never, () -> {});
    assertThat(never.get()).isNull();

    // Only a start with a context sweeps.
    Context.swap(new Sample());
    collect(context, () -> ThreadStart.carry(Thread.currentThread()));
    assertThat(context.get()).isNull();
    ThreadStart.takeFor(Thread.currentThread());
  }

  private static WeakReference<Thread> carried() {
    Thread thread = new Thread(() -> {});
    ThreadStart.carry(thread);
    return new WeakReference<>(thread);
  }

  private static void collect(WeakReference<?> reference, Runnable sweep)
      throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (reference.get() != null && System.nanoTime() < deadline) {
      System.gc();
      sweep.run();
      Thread.sleep(10);
    }
  }

  @Test
  void manyThreadsAtOnceGetTheirOwn() throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> starters = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      Thread starter =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  Context mine = new Sample();
                  Thread child =
                      new Thread(() -> wrong.addAndGet(Context.current() == mine ? 0 : 1));
                  Context.swap(mine);
                  ThreadStart.carry(child);
                  child.start();
                  try {
                    child.join();
                  } catch (InterruptedException e) {
                    wrong.incrementAndGet();
                  }
                }
              });
      starters.add(starter);
      starter.start();
    }
    for (Thread starter : starters) {
      starter.join();
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void virtualThreadsHaveContextsOfTheirOwn() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "skipped: no virtual threads before Java 21");
    Consumer<Runnable> start =
        task -> {
          try {
            Thread thread =
                (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            thread.join();
          } catch (ReflectiveOperationException | InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Context.swap(context);
    List<Context> seen = new ArrayList<>();
    start.accept(
        () -> {
          seen.add(Context.current());
          Context.swap(context);
          seen.add(Context.current());
        });
    start.accept(() -> seen.add(Context.current()));
    assertThat(seen).containsExactly(null, context, null);
  }
}
