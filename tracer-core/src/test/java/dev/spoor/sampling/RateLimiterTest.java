package dev.spoor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** So many a second. */
class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  private static int passes(RateLimiter limiter, int asked, long now) {
    int passed = 0;
    for (int i = 0; i < asked; i++) {
      passed += limiter.tryPass(now) ? 1 : 0;
    }
    return passed;
  }

  @Test
  void eachSecondLetsThatManyThrough() {
    RateLimiter limiter = new RateLimiter(3, 1000);
    assertThat(passes(limiter, 10, 1000)).isEqualTo(3);
    assertThat(passes(limiter, 10, 1000 + SECOND - 1)).isZero();
    assertThat(passes(limiter, 10, 1000 + SECOND)).isEqualTo(3);
    assertThat(passes(limiter, 2, 1000 + 50 * SECOND)).isEqualTo(2);
    assertThat(passes(limiter, 2, 1000 + 50 * SECOND)).isEqualTo(1);
  }

  @Test
  void atLeastOneASecondPasses() {
    assertThat(passes(new RateLimiter(0, 0), 5, 0)).isEqualTo(1);
  }

  @Test
  void anOlderTimeBelongsToTheWindowThatIsOpen() {
    RateLimiter limiter = new RateLimiter(2, 0);
    assertThat(passes(limiter, 1, 5 * SECOND)).isEqualTo(1);
    assertThat(passes(limiter, 9, 4 * SECOND)).isEqualTo(1);
  }

  @Test
  void theRateIsTheMeanOfThisWindowAndTheOneBefore() {
    RateLimiter limiter = new RateLimiter(5, 0);
    assertThat(limiter.effectiveRate()).isEqualTo(1);
    passes(limiter, 5, 0);
    assertThat(limiter.effectiveRate()).isEqualTo(1);
    passes(limiter, 5, 0);
    assertThat(limiter.effectiveRate()).isEqualTo(0.5);
    passes(limiter, 1, SECOND);
    assertThat(limiter.effectiveRate()).as("half and all").isEqualTo(0.75);
    passes(limiter, 1, 2 * SECOND);
    assertThat(limiter.effectiveRate()).isEqualTo(1);
  }

  @Test
  void threadsShareTheLimit() throws InterruptedException {
    RateLimiter limiter = new RateLimiter(1_000, 0);
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                passed.addAndGet(passes(limiter, 1_000, 1));
              });
      threads[i].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(passed).hasValue(1_000);
  }
}
