package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.spoor.diag.Counters;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TraceQueueTest {
  private static final int SLAB = 1000;

  private final TraceQueue queue = new TraceQueue(4 * SLAB, WaitingForm.PLAIN, SLAB);

  @Test
  void givesBackTheBytesInTheOrderOfOneThread() {
    byte[] buffer = {9, 1, 2, 3, 9};
    assertThat(queue.offer(buffer, 1, 2, 4)).isEqualTo(TraceQueue.OPENED);
    assertThat(queue.offer(buffer, 3, 1, 5)).isEqualTo(TraceQueue.ADDED);

    Payload payload = takeAll(queue);
    assertThat(body(payload)).containsExactly(0x92, 1, 2, 3);
    assertThat(payload.traces()).isEqualTo(2);
    // A span is a byte at least, so that a count that cannot be true does not spoil the others.
    assertThat(payload.spans()).isEqualTo(2 + 1);
  }

  @Test
  void takesNothingFromAnEmptyQueue() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.take(100, queue.seal())).isNull();
    assertThat(queue.offer(new byte[0], 0, 0, 0)).isEqualTo(TraceQueue.ADDED);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void refusesARangeOutsideOfTheBuffer() {
    assertThatThrownBy(() -> queue.offer(new byte[3], 1, 3, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void dropsAndCountsWhenTheBoundIsReachedAndGoesOnWhenThereIsRoom() {
    long traces = Counters.value("queue.dropped.traces");
    long spans = Counters.value("queue.dropped.spans");
    byte[] chunk = new byte[600]; // one per slab
    for (int i = 0; i < 4; i++) {
      assertThat(queue.offer(chunk, 0, 600, 1)).isEqualTo(TraceQueue.OPENED);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offer(chunk, 0, 600, 3)).isEqualTo(TraceQueue.DROPPED);
    }
    assertThat(Counters.value("queue.dropped.traces") - traces).isEqualTo(3);
    assertThat(Counters.value("queue.dropped.spans") - spans).isEqualTo(9);
    assertThat(queue.refuses(5)).as("says so before anything is encoded").isTrue();
    assertThat(Counters.value("queue.dropped.spans") - spans).isEqualTo(14);
    assertThat(queue.usedBytes()).isEqualTo(4 * SLAB);

    Payload payload = queue.take(1, queue.seal());
    assertThat(payload).isNotNull();
    payload.segments().forEach(queue::recycle);
    assertThat(queue.refuses(5)).isFalse();
    assertThat(queue.offer(chunk, 0, 600, 1)).isEqualTo(TraceQueue.OPENED);
    assertThat(queue.offer(chunk, 0, 600, 1)).isEqualTo(TraceQueue.DROPPED);
  }

  @Test
  void countsLargeChunksAgainstTheBound() {
    byte[] large = new byte[2500];
    assertThat(queue.offer(large, 0, 2500, 1)).isEqualTo(TraceQueue.OPENED);
    assertThat(queue.offer(large, 0, 2500, 1)).isEqualTo(TraceQueue.DROPPED);
    assertThat(queue.offer(large, 0, 600, 1)).isEqualTo(TraceQueue.OPENED);
    assertThat(queue.offer(large, 0, 600, 1)).as("a second slab").isEqualTo(TraceQueue.DROPPED);
    assertThat(queue.heldBytes()).isEqualTo(3500);

    recycleAll(queue);
    assertThat(queue.usedBytes()).isZero();
    assertThat(queue.offer(large, 0, 600, 1)).isEqualTo(TraceQueue.OPENED);
  }

  @Test
  void aLargeChunkGetsTheRoomOfIdleSlabs() {
    byte[] chunk = new byte[3500];
    for (int i = 0; i < 4; i++) {
      queue.offer(chunk, 0, 600, 1);
    }
    recycleAll(queue);
    assertThat(queue.heldBytes()).isEqualTo(4 * SLAB);
    assertThat(queue.offer(chunk, 0, 3500, 1)).isEqualTo(TraceQueue.OPENED);
    assertThat(queue.heldBytes()).isLessThanOrEqualTo(4 * SLAB);
  }

  @Test
  void handsOutTheOldestFirstAndNotMoreThanFits() {
    for (int i = 0; i < 3; i++) {
      byte[] chunk = new byte[600];
      chunk[0] = (byte) i;
      queue.offer(chunk, 0, 600, 1);
    }
    long cutoff = queue.seal();
    Payload first = queue.take(1300, cutoff);
    Payload second = queue.take(1300, cutoff);
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(first.traces()).isEqualTo(2);
    assertThat(body(first)[1]).isEqualTo((byte) 0);
    assertThat(body(first)[601]).isEqualTo((byte) 1);
    assertThat(second.segments().get(0).bytes()[0]).isEqualTo((byte) 2);
    assertThat(queue.take(1300, cutoff)).isNull();
  }

  @Test
  void whatIsOfferedAfterSealingWaitsForTheNextTurn() {
    queue.offer(new byte[10], 0, 10, 1);
    long cutoff = queue.seal();
    queue.offer(new byte[20], 0, 20, 1);
    Payload payload = queue.take(10_000, cutoff);
    assertThat(payload).isNotNull();
    assertThat(payload.length()).isEqualTo(11);
    assertThat(queue.isEmpty()).isFalse();
  }

  @Test
  void aCopyThatNeverEndsHoldsUpItsSlabForAWhileAndNothingForEver() {
    queue.offer(new byte[10], 0, 10, 1);
    Slab stuck = queue.slab(0);
    assertThat(stuck.reserve(stuck.sequence(), 10)).isEqualTo(10);
    long cutoff = queue.seal();
    assertThat(queue.take(1000, cutoff)).isNull();
    assertThat(queue.hasUnfinished(cutoff, 1)).isTrue();
    assertThat(queue.isEmpty()).isFalse();

    assertThat(queue.hasUnfinished(cutoff, 20_000_000_000L)).isFalse();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.offer(new byte[600], 0, 600, 1)).isEqualTo(TraceQueue.OPENED);
    recycleAll(queue);

    stuck.write(10, new byte[10], 0, 10, 1);
    assertThat(takeAll(queue).traces()).as("if it comes back after all").isEqualTo(2);
  }

  @Test
  void aThreadThatSleptThroughALifeOfASlabWritesNothing() {
    Slab slab = new Slab(0, SLAB);
    assertThat(slab.acquire()).isTrue();
    slab.allocate();
    slab.open(1);
    assertThat(slab.reserve(1, 5)).isZero();
    slab.seal(1);
    assertThat(slab.isComplete()).isFalse();
    slab.write(0, new byte[5], 0, 5, 1);
    assertThat(slab.isComplete()).isTrue();
    slab.recycle();
    assertThat(slab.reserve(1, 5)).as("a thread that slept through").isEqualTo(-1);
    assertThat(slab.acquire()).isTrue();
    slab.open(2);
    assertThat(slab.reserve(1, 5)).as("even when it is open again").isEqualTo(-1);
  }

  @Test
  void givesIdleArraysBackToTheHeap() {
    for (int i = 0; i < 4; i++) {
      queue.offer(new byte[600], 0, 600, 1);
    }
    recycleAll(queue);
    assertThat(queue.heldBytes()).isEqualTo(4 * SLAB);
    for (int i = 0; i < 10; i++) {
      queue.trim();
    }
    assertThat(queue.heldBytes()).isEqualTo(SLAB);
  }

  @Test
  void anOfferAllocatesNothing() {
    TraceQueue big = new TraceQueue(2 << 20, WaitingForm.PLAIN);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    byte[] chunk = new byte[3000];
    for (int i = 0; i < 20_000; i++) {
      offerOrRecycle(big, chunk);
    }
    long allocated = Long.MAX_VALUE;
    // The JVM may allocate for itself now and then; one clean run is proof enough.
    for (int round = 0; round < 20 && allocated != 0; round++) {
      recycleAll(big);
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 600; i++) {
        big.offer(chunk, 0, chunk.length, 10);
      }
      for (int i = 0; i < 600; i++) {
        big.offer(chunk, 0, chunk.length, 10); // the last ones find it full
      }
      allocated = threads.getThreadAllocatedBytes(self) - before;
    }
    assertThat(allocated).isZero();
  }

  @Test
  void losesAndMixesNothingWhenManyThreadsMeet() throws Exception {
    TraceQueue shared = new TraceQueue(16 * 256, WaitingForm.PLAIN, 256);
    int threads = 6;
    int each = 100_000;
    AtomicLong accepted = new AtomicLong();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int id = t;
      workers.add(
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  byte[] chunk = record(id * each + i);
                  int answer;
                  do {
                    answer = shared.offer(chunk, 0, chunk.length, 1);
                    if (answer == TraceQueue.DROPPED) {
                      Thread.yield();
                    }
                  } while (answer == TraceQueue.DROPPED && i % 2 == 0);
                  if (answer != TraceQueue.DROPPED) {
                    accepted.incrementAndGet();
                  }
                }
              }));
    }
    Set<Integer> seen = new HashSet<>();
    Thread consumer =
        new Thread(
            () -> {
              while (true) {
                boolean last = ended.get();
                long cutoff = shared.seal();
                Payload payload = shared.take(2000, cutoff);
                if (payload != null) {
                  read(payload, seen);
                  payload.segments().forEach(shared::recycle);
                } else if (last && shared.isEmpty()) {
                  return;
                }
                assertThat(shared.heldBytes()).isLessThanOrEqualTo(16 * 256);
              }
            });
    List<Throwable> failures = new ArrayList<>();
    consumer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    workers.forEach(Thread::start);
    consumer.start();
    for (Thread worker : workers) {
      worker.join();
    }
    ended.set(true);
    consumer.join();
    assertThat(failures).isEmpty();
    assertThat(seen).hasSize((int) accepted.get());
    assertThat(accepted.get()).isGreaterThanOrEqualTo(threads * each / 2);
  }

  /** Length, number, and a filler that tells the number again. */
  private static byte[] record(int number) {
    byte[] bytes = new byte[5 + number % 60];
    java.util.Arrays.fill(bytes, (byte) (number * 31));
    bytes[0] = (byte) bytes.length;
    for (int i = 0; i < 4; i++) {
      bytes[1 + i] = (byte) (number >>> (8 * i));
    }
    return bytes;
  }

  private static void read(Payload payload, Set<Integer> seen) {
    int count = 0;
    for (Segment segment : payload.segments()) {
      byte[] bytes = segment.bytes();
      int at = 0;
      while (at < segment.length()) {
        int number = 0;
        for (int i = 0; i < 4; i++) {
          number |= (bytes[at + 1 + i] & 0xff) << (8 * i);
        }
        byte[] expected = record(number);
        assertThat(
                java.util.Arrays.equals(
                    bytes, at, at + expected.length, expected, 0, expected.length))
            .as("bytes of " + number)
            .isTrue();
        assertThat(seen.add(number)).as("twice: " + number).isTrue();
        at += expected.length;
        count++;
      }
      assertThat(at).isEqualTo(segment.length());
    }
    assertThat(payload.traces()).isEqualTo(count);
    assertThat(payload.spans()).isEqualTo(count);
  }

  private static void offerOrRecycle(TraceQueue queue, byte[] chunk) {
    if (queue.offer(chunk, 0, chunk.length, 10) == TraceQueue.DROPPED) {
      recycleAll(queue);
    }
  }

  private static Payload takeAll(TraceQueue queue) {
    Payload payload = queue.take(Integer.MAX_VALUE, queue.seal());
    assertThat(payload).isNotNull();
    return payload;
  }

  private static void recycleAll(TraceQueue queue) {
    takeAll(queue).segments().forEach(queue::recycle);
    assertThat(queue.isEmpty()).isTrue();
  }

  private static byte[] body(Payload payload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(Payload.joined(payload.parts(null)));
    assertThat(body.size()).isEqualTo(payload.length());
    return body.toByteArray();
  }
}
