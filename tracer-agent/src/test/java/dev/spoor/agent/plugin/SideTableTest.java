package dev.spoor.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Notes about objects of the application. */
class SideTableTest {
  private final SideTable<Object, String> table = new SideTable<>();

  @Test
  void objectsAreToldApartByIdentity() {
    Object first = new String("key");
    Object second = new String("key");
    table.put(first, "a");
    table.put(second, "b");

    assertThat(table.get(first)).isEqualTo("a");
    assertThat(table.get(second)).isEqualTo("b");
    assertThat(table.get(new String("key"))).isNull();
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void aNewValueTakesThePlaceOfTheOld() {
    Object key = new Object();
    for (int i = 0; i < 100; i++) {
      table.put(key, "value" + i);
    }
    assertThat(table.get(key)).isEqualTo("value99");
    assertThat(table.size()).isEqualTo(1);
    table.remove(key);
    assertThat(table.get(key)).isNull();
    assertThat(table.size()).isZero();
    table.remove(key);
    table.put(key, "again");
    assertThat(table.get(key)).isEqualTo("again");
  }

  @Test
  void longChainsKeepEveryEntry() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      Object key = new Object();
      keys.add(key);
      table.put(key, "v" + i);
    }
    for (int i = 0; i < keys.size(); i += 2) {
      table.remove(keys.get(i));
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(table.get(keys.get(i))).isEqualTo(i % 2 == 0 ? null : "v" + i);
    }
    assertThat(table.size()).isEqualTo(20_000);
  }

  @Test
  void anObjectIsNotKeptAndItsEntryGoes() throws Exception {
    WeakReference<Object> key = putFresh();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while ((key.get() != null || table.size() > 0) && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(key.get()).isNull();
    assertThat(table.size()).isZero();
  }

  private WeakReference<Object> putFresh() {
    Object key = new Object();
    table.put(key, "value");
    return new WeakReference<>(key);
  }

  @Test
  void threadsFindWhatTheyPutWhileOthersTakeTheirsOut() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    Object kept = new Object();
    table.put(kept, "kept");
    for (int t = 0; t < 8; t++) {
      int seed = t;
      Thread thread = new Thread(() -> churn(new Random(seed), kept));
      thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.get(kept)).isEqualTo("kept");
  }

  private void churn(Random random, Object kept) {
    List<Object> own = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      if (own.size() < 2_000 && random.nextBoolean()) {
        Object key = new Object();
        own.add(key);
        table.put(key, "" + System.identityHashCode(key));
      } else if (!own.isEmpty()) {
        Object key = own.remove(random.nextInt(own.size()));
        if (!("" + System.identityHashCode(key)).equals(table.get(key))) {
          throw new AssertionError("lost");
        }
        table.remove(key);
        if (table.get(key) != null) {
          throw new AssertionError("came back");
        }
      }
      if (table.get(kept) == null) {
        throw new AssertionError("the kept one is lost");
      }
    }
    own.forEach(table::remove);
  }
}
