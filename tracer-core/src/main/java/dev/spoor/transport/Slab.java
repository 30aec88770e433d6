package dev.spoor.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One recycled block of the {@link TraceQueue}: application threads reserve room in it and copy
 * their bytes there at the same time, the sender takes the whole.
 *
 * <p>All that threads must agree on is in two words, so that each step is one atomic operation. Who
 * may do what, and why the memory order is right, is told at the top of {@link TraceQueue}.
 */
final class Slab implements Segment {
  static final int FREE = 0;
  static final int OWNED = 1;
  static final int OPEN = 2;
  static final int SEALED = 3;
  static final int TAKEN = 4;

  /** Bits of a claim, from the low end: position 22, state 3, sequence 39. */
  private static final int POSITION_BITS = 22;

  private static final int SEQUENCE_SHIFT = POSITION_BITS + 3;
  private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;

  /** Bits of a committed word, from the low end: bytes 21, traces 21, spans 21. */
  private static final int COUNT_BITS = 21;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  /** The largest slab that the committed word can count, traces of one byte included. */
  static final int MAX_CAPACITY = 1 << (COUNT_BITS - 1);

  final int index;
  private final int capacity;
  private final AtomicLong claim = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();

  /** Written by whoever owns the slab (state OWNED), read after a successful reservation. */
  private byte @Nullable [] bytes;

  /**
   * Of the sender alone: when it first saw this slab sealed with a copy still going on; 0 = not.
   */
  long unfinishedSince;

  /** Of the sender alone: it has given up waiting for a copy that never ended. */
  boolean abandoned;

  /** A hint for {@link TraceQueue#trim}; losing a write to it does no harm. */
  boolean usedSinceTrim;

  Slab(int index, int capacity) {
    this.index = index;
    this.capacity = capacity;
  }

  /**
   * Reserves room, and seals the slab if the room left is too small.
   *
   * @param sequence the life of this slab that the caller has seen as the current one
   * @return where to copy to, or -1 if this slab takes no more in that life
   */
  int reserve(long sequence, int length) {
    while (true) {
      long seen = lvClaim();
      if (sequenceOf(seen) != sequence || stateOf(seen) != OPEN) {
        return -1;
      }
      int position = positionOf(seen);
      if (position + length > capacity) {
        if (casClaim(seen, word(sequence, SEALED, position))) {
          return -1;
        }
      } else if (casClaim(seen, seen + length)) {
        return position;
      }
    }
  }

  /** Copies into room that {@link #reserve} gave, then publishes it. */
  void write(int position, byte[] source, int offset, int length, int spans) {
    byte[] target = bytes;
    if (target != null) {
      System.arraycopy(source, offset, target, position, length);
    }
    // Release: whoever reads this count sees the copied bytes.
    committed.getAndAdd(length | (1L << COUNT_BITS) | ((long) spans << (2 * COUNT_BITS)));
  }

  /** Takes a free slab for the calling thread alone; false if another one was faster. */
  boolean acquire() {
    long seen = lvClaim();
    return stateOf(seen) == FREE && casClaim(seen, word(sequenceOf(seen), OWNED, 0));
  }

  /** Lets reservations in, in a new life; only for the owner. */
  void open(long sequence) {
    usedSinceTrim = true;
    soClaim(word(sequence, OPEN, 0));
  }

  /** Gives an owned slab back, or one that was opened but never became the current one. */
  void putBack() {
    svClaim(word(sequenceOf(lvClaim()), FREE, 0));
  }

  /** Ends reservations in that life if there was at least one. */
  void seal(long sequence) {
    while (true) {
      long seen = lvClaim();
      if (sequenceOf(seen) != sequence || stateOf(seen) != OPEN || positionOf(seen) == 0) {
        return;
      }
      if (casClaim(seen, word(sequence, SEALED, positionOf(seen)))) {
        return;
      }
    }
  }

  /** Marks a sealed, complete slab as part of a payload; sender only. */
  void take() {
    long seen = lvClaim();
    soClaim(word(sequenceOf(seen), TAKEN, positionOf(seen)));
  }

  /** Makes the slab free again; sender only. */
  void recycle() {
    unfinishedSince = 0;
    abandoned = false;
    committed.setPlain(0); // published by the claim below
    putBack();
  }

  /** Gives the array to the garbage collector; only for the owner. */
  void releaseBytes() {
    bytes = null;
  }

  /** Only for the owner. */
  boolean hasBytes() {
    return bytes != null;
  }

  /** Only for the owner. */
  void allocate() {
    bytes = new byte[capacity];
  }

  /** True when every reservation of a sealed slab has been filled. */
  boolean isComplete() {
    return (int) (committed.getAcquire() & COUNT_MASK) == positionOf(lvClaim());
  }

  int state() {
    return stateOf(lvClaim());
  }

  long sequence() {
    return sequenceOf(lvClaim());
  }

  boolean isIn(int state) {
    return state() == state;
  }

  /** True when nothing waits in it. */
  boolean isIdle() {
    long seen = lvClaim();
    int state = stateOf(seen);
    return state == FREE || state == OWNED || (state == OPEN && positionOf(seen) == 0);
  }

  @Override
  public byte[] bytes() {
    byte[] array = bytes;
    return array == null ? new byte[0] : array;
  }

  @Override
  public int length() {
    return positionOf(lvClaim());
  }

  @Override
  public int traces() {
    return (int) ((committed.getAcquire() >>> COUNT_BITS) & COUNT_MASK);
  }

  @Override
  public int spans() {
    return (int) ((committed.getAcquire() >>> (2 * COUNT_BITS)) & COUNT_MASK);
  }

  private static long word(long sequence, int state, int position) {
    return (sequence << SEQUENCE_SHIFT) | ((long) state << POSITION_BITS) | position;
  }

  private static long sequenceOf(long claim) {
    return claim >>> SEQUENCE_SHIFT;
  }

  private static int stateOf(long claim) {
    return (int) (claim >>> POSITION_BITS) & 7;
  }

  private static int positionOf(long claim) {
    return (int) (claim & POSITION_MASK);
  }

  // lv = load acquire, so = store release, sv = store volatile, cas = compare and set (volatile).

  private long lvClaim() {
    return claim.getAcquire();
  }

  private void soClaim(long value) {
    claim.setRelease(value);
  }

  private void svClaim(long value) {
    claim.set(value);
  }

  private boolean casClaim(long seen, long next) {
    return claim.compareAndSet(seen, next);
  }
}
