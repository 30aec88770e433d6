package dev.spoor.transport;

import dev.spoor.diag.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where encoded traces wait for the sender: many threads add, one takes, and the memory that it can
 * ever hold is a number given at the start.
 *
 * <p><b>Why slabs.</b> What waits are bytes, not objects: nothing of a trace lives on, the bound is
 * exact, and the sender reads the very arrays that were filled here, in whatever {@link
 * WaitingForm} they are. Chunks are copied one behind the other into arrays of {@value #SLAB_BYTES}
 * bytes that are used again and again, so that an offer allocates nothing. A queue of {@code
 * byte[]} per chunk would allocate each chunk, keep it alive into the old generation, and have its
 * bound counted on the side.
 *
 * <p><b>The life of a slab.</b> FREE, then OWNED by the one thread that prepares it, OPEN for
 * reservations, SEALED when it is full or when the sender wants it, TAKEN while it is being sent,
 * FREE again. State, write position and a sequence number that is new in each life stand together
 * in one word, the <i>claim</i>; so "is it open, in the life I mean, and is there room" is answered
 * and acted upon by one compare-and-set. {@link #current} names the slab that takes reservations,
 * by index and sequence: an application thread that slept through a whole life of a slab finds
 * another sequence and starts over, it never writes into a slab that is not the current one. Hence
 * the rule that {@link #seal} and flushing stand on: <i>bytes are only in the current slab, or in
 * slabs that are sealed already</i>. A slab leaves {@link #current} only after it was sealed.
 *
 * <p><b>Progress.</b> There is no lock and no waiting for another thread: whoever finds the current
 * slab full prepares a free one and tries to install it, and hands it back when another thread was
 * faster. A thread that is descheduled in the middle of a copy holds up that one slab and nobody
 * else. Offers that find no free slab are dropped and counted; the flag {@link #full} makes that
 * answer cheap while the Agent is away.
 *
 * <p><b>Memory order.</b> (1) The bytes: a writer copies with plain stores and then adds to the
 * slab's committed word, an atomic read-modify-write; those form one chain, each seeing the one
 * before, so the sender that reads (acquire) a count equal to the sealed position sees the bytes of
 * all writers. (2) The reset: the sender clears the committed word with a plain store and then sets
 * the claim to FREE; the next owner's compare-and-set reads that claim, its release store of OPEN
 * hands everything on (the array too, which may be new), and a writer reads OPEN with acquire
 * before it touches either. (3) The array is read only after the reservation succeeded, and a slab
 * with an unfilled reservation is not recycled. (4) {@link #full} needs sequential consistency: the
 * sender frees a slab and then clears the flag; an application thread sets the flag and then looks
 * at all slabs once more. Whichever order these come in, a free slab is never overlooked for good.
 * {@code AtomicLong} with explicit modes says the same as a VarHandle and needs no look-up when the
 * class is initialised, which is before the application's main.
 *
 * <p>Not for anything but this transport: one consumer thread, chunks of at most 5 MiB.
 */
final class TraceQueue {
  /** What {@link #offer} answers: not taken, and counted as dropped. */
  static final int DROPPED = -1;

  /** Taken; the sender knows already that there is something to send. */
  static final int ADDED = 0;

  /** Taken as the first chunk of a slab (or as a large one); the sender may want to know. */
  static final int OPENED = 1;

  /** Below half of the smallest G1 region, so that no array is humongous. */
  static final int SLAB_BYTES = 128 * 1024;

  /** As it is sent, one chunk with its array header stays within one payload of 5 MiB. */
  static final int MAX_CHUNK_BYTES = 5 * 1024 * 1024 - 5;

  /** Name of the count of spans for which there was no room. */
  static final String DROPPED_SPANS = "queue.dropped.spans";

  private static final int INDEX_BITS = 16;
  private static final int MAX_SLABS = 1 << 12;

  /** How often an offer looks again while another thread is about to open a slab. */
  private static final int SPINS = 100;

  private static final long ABANDON_NANOS = 10_000_000_000L;

  private final LongAdder droppedTraces = Counters.of("queue.dropped.traces");
  private final LongAdder droppedSpans = Counters.of(DROPPED_SPANS);
  private final LongAdder droppedTooLarge = Counters.of("queue.dropped.traces.too-large");

  private final WaitingForm form;
  private final int slabBytes;
  private final long bound;
  private final Slab[] slabs;
  private final ConcurrentLinkedQueue<LargeChunk> large = new ConcurrentLinkedQueue<>();

  /** Sequence and index of the slab that takes reservations. At first one that is not open. */
  private final AtomicLong current = new AtomicLong();

  /** The last sequence given to a slab or to a large chunk; a later one is younger. */
  private final AtomicLong sequence = new AtomicLong();

  /**
   * Bytes of all arrays that exist: slabs, used or not, and large chunks. Never above the bound.
   */
  private final AtomicLong held = new AtomicLong();

  private volatile boolean full;
  private volatile boolean closed;

  TraceQueue(long bound, WaitingForm form) {
    this(bound, form, SLAB_BYTES);
  }

  TraceQueue(long bound, WaitingForm form, int slabBytes) {
    if (slabBytes < 1 || slabBytes > Slab.MAX_CAPACITY || bound < slabBytes) {
      throw new IllegalArgumentException("bound " + bound + ", slab " + slabBytes);
    }
    this.form = form;
    this.slabBytes = slabBytes;
    this.bound = bound;
    this.slabs = new Slab[(int) Math.min(MAX_SLABS, bound / slabBytes)];
    for (int i = 0; i < slabs.length; i++) {
      slabs[i] = new Slab(i, slabBytes);
    }
  }

  /**
   * Copies one chunk in. Never blocks; allocates only when a slab is used for the first time or the
   * chunk is larger than a slab.
   *
   * @return {@link #DROPPED}, {@link #ADDED} or {@link #OPENED}
   */
  int offer(byte[] buffer, int offset, int length, int spans) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return ADDED;
    }
    if (length > slabBytes) {
      return offerLarge(buffer, offset, length, spans);
    }
    // A span is at least one byte, so this changes no honest number and keeps the count in its
    // bits.
    int counted = Math.max(0, Math.min(spans, length));
    int answer = ADDED;
    int spins = 0;
    while (true) {
      long seen = lvCurrent();
      Slab slab = slabs[indexOf(seen)];
      int position = slab.reserve(sequenceOf(seen), length);
      if (position >= 0) {
        slab.write(position, buffer, offset, length, counted);
        return answer;
      }
      if (closed || full) {
        return drop(spans);
      }
      if (openNext(seen)) {
        answer = OPENED;
      } else if (lvCurrent() == seen && (!isOpening() || spins++ >= SPINS)) {
        full = true;
        if (!hasFree()) {
          return drop(spans);
        }
        full = false;
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Whether an offer would be dropped anyhow; if so it counts as one, so that the caller need not
   * even encode it. While the Agent is away that is nearly every trace of a busy application.
   */
  boolean refuses(int spans) {
    if (!closed && !full) {
      return false;
    }
    drop(spans);
    return true;
  }

  private int offerLarge(byte[] buffer, int offset, int length, int spans) {
    if (form.sentLength(buffer, offset, offset + length) > MAX_CHUNK_BYTES) {
      droppedTooLarge.increment();
      return drop(spans);
    }
    if (closed || !(hold(length) || (releaseFree(length) && hold(length)))) {
      return drop(spans);
    }
    boolean added = false;
    try {
      byte[] copy = new byte[length];
      System.arraycopy(buffer, offset, copy, 0, length);
      large.add(new LargeChunk(sequence.incrementAndGet(), copy, spans));
      added = true;
    } finally {
      if (!added) {
        held.addAndGet(-length);
      }
    }
    return OPENED;
  }

  private int drop(int spans) {
    droppedTraces.increment();
    droppedSpans.add(spans);
    return DROPPED;
  }

  /**
   * Puts a free slab in the place of {@code seen}; false if there is none or another was faster.
   */
  private boolean openNext(long seen) {
    if (lvCurrent() != seen) {
      return false;
    }
    Slab next = acquireFree();
    if (next == null) {
      return false;
    }
    long life = sequence.incrementAndGet();
    next.open(life);
    if (casCurrent(seen, (life << INDEX_BITS) | next.index)) {
      return true;
    }
    next.putBack();
    full = false; // this slab was not free while another offer looked
    return false;
  }

  /**
   * A slab that this thread owns, with its array. Low indexes first, so that high ones can rest.
   */
  private @Nullable Slab acquireFree() {
    for (Slab slab : slabs) {
      if (slab.acquire()) {
        if (slab.hasBytes()) {
          return slab;
        }
        boolean ready = false;
        try {
          if (hold(slabBytes)) {
            slab.allocate();
            ready = true;
            return slab;
          }
        } finally {
          if (!ready) {
            slab.putBack();
          }
        }
      }
    }
    return null;
  }

  /** True while another thread is between taking a free slab and installing it. */
  private boolean isOpening() {
    for (Slab slab : slabs) {
      if (slab.isIn(Slab.OWNED) || slab.isIn(Slab.OPEN)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasFree() {
    boolean room = held.get() + slabBytes <= bound;
    for (Slab slab : slabs) {
      // Racy look at the array: a wrong answer costs one more turn or one more drop.
      if (slab.isIn(Slab.FREE) && (room || slab.hasBytes())) {
        return true;
      }
    }
    return false;
  }

  private boolean hold(int bytes) {
    while (true) {
      long now = held.get();
      if (now + bytes > bound) {
        return false;
      }
      if (held.compareAndSet(now, now + bytes)) {
        return true;
      }
    }
  }

  /** Gives arrays of free slabs away, until that many bytes are freed; false if there were none. */
  private boolean releaseFree(int bytes) {
    int freed = 0;
    for (int i = slabs.length - 1; i >= 0 && freed < bytes; i--) {
      freed += release(slabs[i]);
    }
    return freed > 0;
  }

  private int release(Slab slab) {
    if (!slab.acquire()) {
      return 0;
    }
    int freed = slab.hasBytes() ? slabBytes : 0;
    slab.releaseBytes();
    held.addAndGet(-freed);
    slab.putBack();
    full = false;
    return freed;
  }

  // From here on: the sender thread only.

  /**
   * Ends the current slab if there is anything in it.
   *
   * @return a sequence; whatever was offered before this call has it or a lower one
   */
  long seal() {
    long seen = lvCurrent();
    slabs[indexOf(seen)].seal(sequenceOf(seen));
    return sequence.get();
  }

  /**
   * The oldest complete segments up to that sequence, as many as fit in {@code maxBytes} when they
   * are sent, but at least one; null if there is none.
   */
  @Nullable Payload take(int maxBytes, long cutoff) {
    List<Segment> segments = new ArrayList<>();
    int total = Payload.MAX_HEADER_BYTES;
    while (true) {
      Segment next = oldest(cutoff);
      int length = next == null ? 0 : form.sentLength(next.bytes(), 0, next.length());
      if (next == null || (!segments.isEmpty() && total + length > maxBytes)) {
        return segments.isEmpty() ? null : new Payload(segments, form);
      }
      if (next instanceof Slab slab) {
        slab.take();
      } else {
        large.poll();
      }
      segments.add(next);
      total += length;
    }
  }

  private @Nullable Segment oldest(long cutoff) {
    LargeChunk block = large.peek();
    Segment best = block != null && block.sequence() <= cutoff ? block : null;
    long lowest = best == null ? Long.MAX_VALUE : block.sequence();
    for (Slab slab : slabs) {
      long life = slab.sequence();
      if (slab.isIn(Slab.SEALED) && life <= cutoff && life < lowest && slab.isComplete()) {
        best = slab;
        lowest = life;
      }
    }
    return best;
  }

  /** True while a thread is still copying into a sealed slab of that sequence or a lower one. */
  boolean hasUnfinished(long cutoff, long nowNanos) {
    boolean found = false;
    for (Slab slab : slabs) {
      if (slab.isIn(Slab.SEALED) && slab.sequence() <= cutoff && !slab.isComplete()) {
        found |= !isAbandoned(slab, nowNanos);
      }
    }
    return found;
  }

  /**
   * A copy takes microseconds; one that never ends (stack overflow in it) must not stop flushes.
   */
  private static boolean isAbandoned(Slab slab, long nowNanos) {
    if (slab.unfinishedSince == 0) {
      slab.unfinishedSince = nowNanos | 1;
    } else if (!slab.abandoned && nowNanos - slab.unfinishedSince > ABANDON_NANOS) {
      slab.abandoned = true;
      Counters.of("queue.abandoned.slabs").increment();
    }
    return slab.abandoned;
  }

  /** Makes room again once a segment has been sent or given up. */
  void recycle(Segment segment) {
    if (segment instanceof Slab slab) {
      slab.recycle();
    } else {
      held.addAndGet(-segment.length());
    }
    full = false;
  }

  boolean isEmpty() {
    for (Slab slab : slabs) {
      if (!slab.isIdle() && !slab.abandoned) {
        return false;
      }
    }
    return large.isEmpty();
  }

  /** Bytes of the slabs in use and of the large chunks; any thread may ask. */
  long usedBytes() {
    long used = 0;
    long idle = 0;
    for (Slab slab : slabs) {
      if (!slab.isIdle()) {
        used += slabBytes;
      } else if (slab.hasBytes()) {
        idle += slabBytes;
      }
    }
    return Math.max(used, held.get() - idle);
  }

  /** Gives back the arrays of slabs that nobody used since the last call. */
  void trim() {
    for (int i = slabs.length - 1; i > 0; i--) {
      Slab slab = slabs[i];
      if (!slab.usedSinceTrim) {
        release(slab);
      }
      slab.usedSinceTrim = false;
    }
  }

  /** From now on offers are dropped as soon as the current slab is sealed. */
  void close() {
    closed = true;
  }

  long bound() {
    return bound;
  }

  /** For tests that need a writer which never comes back. */
  Slab slab(int index) {
    return slabs[index];
  }

  long heldBytes() {
    return held.get();
  }

  private static long sequenceOf(long current) {
    return current >>> INDEX_BITS;
  }

  private static int indexOf(long current) {
    return (int) (current & ((1 << INDEX_BITS) - 1));
  }

  private long lvCurrent() {
    return current.getAcquire();
  }

  private boolean casCurrent(long seen, long next) {
    return current.compareAndSet(seen, next);
  }
}
