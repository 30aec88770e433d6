package dev.spoor.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.context.Context;
import dev.spoor.context.Stragglers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notes that a thread keeps at hand; those in the table itself are in {@link SideTableTest}. */
class WeakTableTest {
  private static final WeakTable<Object, Text> TABLE = new WeakTable<>();

  private static final class Text extends WeakTable.Note<Object> {
    final String value;

    Text(Object key, String value) {
      super(key, TABLE);
      this.value = value;
    }
  }

  @AfterEach
  void clean() {
    Context.setAtHand(Context.slot(), null);
  }

  private static void add(Object key, String value) {
    TABLE.addAtHand(key, new Text(key, value), Context.slot());
  }

  private static @Nullable String get(Object key) {
    Text text = TABLE.get(key, Context.slot());
    return text == null ? null : text.value;
  }

  private static <T> T elsewhere(Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return task.get();
  }

  @Test
  void theNewestNeedsNoTableAndTheOthersAreInIt() {
    Object first = new Object();
    Object second = new Object();
    int before = TABLE.size();
    add(first, "first");
    assertThat(TABLE.size()).isEqualTo(before);
    assertThat(get(first)).isEqualTo("first");
    add(second, "second");
    assertThat(TABLE.size()).isEqualTo(before + 1);
    assertThat(get(first)).isEqualTo("first");
    assertThat(get(second)).isEqualTo("second");
    assertThat(get(new Object())).isNull();
  }

  @Test
  void otherThreadsFindWhatIsAtHandOfOne() throws Exception {
    Object key = new Object();
    add(key, "mine");
    assertThat(elsewhere(() -> get(key))).isEqualTo("mine");
    // Once more, now from the table; and it is still there once.
    assertThat(elsewhere(() -> get(key))).isEqualTo("mine");
    Object other = new Object();
    add(other, "other");
    assertThat(get(key)).isEqualTo("mine");
  }

  @Test
  void whatAThreadLeavesBehindIsFound() throws Exception {
    Object key = new Object();
    elsewhere(
        () -> {
          add(key, "left");
          return key;
        });
    assertThat(get(key)).isEqualTo("left");
    Stragglers.sweep();
    assertThat(get(key)).isEqualTo("left");
  }

  @Test
  void aThreadThatIsForgottenHandsOverFirst() throws Exception {
    Object key = new Object();
    elsewhere(
        () -> {
          add(key, "left");
          return key;
        });
    Stragglers.sweep();
    assertThat(TABLE.get(key)).as("in the table itself").isNotNull();
  }

  @Test
  void removedMeansRemovedWhereverItWas() throws Exception {
    Object atHand = new Object();
    add(atHand, "at hand");
    TABLE.remove(atHand, Context.slot());
    assertThat(get(atHand)).isNull();

    Object inTable = new Object();
    add(inTable, "in the table");
    add(new Object(), "next");
    TABLE.remove(inTable, Context.slot());
    assertThat(get(inTable)).isNull();

    Object both = new Object();
    add(both, "both");
    assertThat(elsewhere(() -> get(both))).isEqualTo("both");
    TABLE.remove(both, Context.slot());
    assertThat(get(both)).isNull();
    assertThat(elsewhere(() -> "" + get(both))).isEqualTo("null");
  }

  @Test
  void aNewNoteTakesThePlaceOfTheOld() {
    Object key = new Object();
    for (int i = 0; i < 100; i++) {
      add(key, "value" + i);
      add(new Object(), "between");
      add(key, "again" + i);
    }
    assertThat(get(key)).isEqualTo("again99");
    add(new Object(), "next");
    assertThat(get(key)).isEqualTo("again99");
  }

  @Test
  void neitherTheObjectNorTheNoteIsKept() throws Exception {
    int before = TABLE.size();
    WeakReference<Object> key = addFresh();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (key.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(key.get()).isNull();
    add(new Object(), "next");
    assertThat(TABLE.size()).isLessThanOrEqualTo(before);
  }

  private static WeakReference<Object> addFresh() {
    Object key = new Object();
    add(key, "value");
    return new WeakReference<>(key);
  }

  /** Makers hand objects to users while they make the next ones; nobody may ever miss a note. */
  @Test
  void noNoteIsMissedOnItsWayFromTheHandToTheTable() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      BlockingQueue<Object> objects = new ArrayBlockingQueue<>(4);
      threads.add(new Thread(() -> make(objects)));
      threads.add(new Thread(() -> use(objects)));
    }
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler((dead, thrown) -> failure.compareAndSet(null, thrown));
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  private static final int HANDED_OVER = 20_000;

  private static void make(BlockingQueue<Object> objects) {
    try {
      for (int i = 0; i < HANDED_OVER; i++) {
        Object key = new Object();
        add(key, "x");
        objects.put(key);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void use(BlockingQueue<Object> objects) {
    try {
      for (int i = 0; i < HANDED_OVER; i++) {
        Object key = objects.take();
        if (get(key) == null) {
          throw new AssertionError("missed number " + i);
        }
        TABLE.remove(key, Context.slot());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
