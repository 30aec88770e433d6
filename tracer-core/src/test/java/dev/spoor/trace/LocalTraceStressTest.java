package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Every span is written exactly once, whoever finishes it and whoever sweeps meanwhile. */
class LocalTraceStressTest {
  private static final int THREADS = 8;
  private static final int SPANS = 50_000;

  /** Keeps ids only, so that the test holds no spans. */
  private static final class IdSink implements TraceSink {
    final AtomicLong written = new AtomicLong();
    private final Set<Long> ids = new HashSet<>();

    @Override
    public void write(LocalTrace trace, Span newest, int count) {
      List<Long> chunk = new ArrayList<>(count);
      for (Span span = newest; span != null; span = span.olderFinished()) {
        chunk.add(span.spanId());
      }
      written.addAndGet(chunk.size());
      synchronized (ids) {
        ids.addAll(chunk);
      }
    }

    int distinct() {
      synchronized (ids) {
        return ids.size();
      }
    }
  }

  private final IdSink sink = new IdSink();
  private final Tracer tracer =
      new Tracer("shop", (trace, root) -> trace.decide(1, 1, null, 1), sink, 300, true, true);

  @Test
  void spansOfOneTraceFromManyThreads() throws Exception {
    Span root = tracer.start("root");
    race(
        worker -> {
          for (int i = 0; i < SPANS; i++) {
            Span span = tracer.start("step", root);
            span.finish();
            if ((i & 15) == worker) {
              span.finish();
            }
          }
        });
    root.finish();

    assertThat(sink.written.get()).isEqualTo(THREADS * SPANS + 1L);
    assertThat(sink.distinct()).isEqualTo(THREADS * SPANS + 1);
    tracer.housekeep(System.nanoTime());
    assertThat(tracer.watchedTraces().size()).isZero();
  }

  @Test
  void manySmallTracesWhoseSpansEndElsewhere() throws Exception {
    AtomicReference<Span> handed = new AtomicReference<>();
    race(
        worker -> {
          for (int i = 0; i < SPANS / 4; i++) {
            Span root = tracer.start("root");
            Span first = tracer.start("child", root);
            Span second = tracer.start("child", root);
            first.finish();
            // Some other thread ends it, perhaps before and perhaps after the root.
            Span other = handed.getAndSet(second);
            root.finish();
            if (other != null) {
              other.finish();
            }
          }
        });
    Span left = handed.get();
    left.finish();

    long expected = THREADS * (SPANS / 4) * 3L;
    assertThat(sink.written.get()).isEqualTo(expected);
    assertThat(sink.distinct()).isEqualTo((int) expected);
    tracer.housekeep(System.nanoTime());
    assertThat(tracer.watchedTraces().size()).isZero();
  }

  private interface Work {
    void run(int worker);
  }

  private void race(Work work) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    // The sender's thread, in a hurry: everything that is finished is due.
    Thread sweeper =
        new Thread(
            () -> {
              while (!over.get()) {
                tracer.housekeep(System.nanoTime() + 60_000_000_000L);
                Thread.yield();
              }
            });
    Thread[] workers = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      workers[i] = new Thread(() -> work.run(number));
      workers[i].setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      workers[i].start();
    }
    sweeper.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    sweeper.start();
    for (Thread worker : workers) {
      worker.join();
    }
    over.set(true);
    sweeper.join();
    assertThat(failure.get()).isNull();
  }
}
