package dev.spoor.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one group counted in one bucket. Any thread may {@link #add}; one at a time may {@link
 * #drain}. Hits are added last and taken first, so that a span that is being counted right then is
 * counted whole, here or in the next bucket.
 */
final class Slot {
  private static final VarHandle HITS;
  private static final VarHandle ERRORS;
  private static final VarHandle TOP_LEVEL;
  private static final VarHandle DURATION;
  private static final VarHandle FAILED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HITS = lookup.findVarHandle(Slot.class, "hits", long.class);
      ERRORS = lookup.findVarHandle(Slot.class, "errors", long.class);
      TOP_LEVEL = lookup.findVarHandle(Slot.class, "topLevel", long.class);
      DURATION = lookup.findVarHandle(Slot.class, "duration", long.class);
      FAILED = lookup.findVarHandle(Slot.class, "failed", Sketch.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long hits;
  private volatile long errors;
  private volatile long topLevel;
  private volatile long duration;
  private final Sketch fine = new Sketch();
  private volatile @Nullable Sketch failed;

  /** What was counted in the meantime. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Totals(long hits, long errors, long topLevel, long duration, byte[] fine, byte[] failed) {}

  /** Counts the duration of one span, which {@link #count} must follow. */
  void add(long nanos, boolean error) {
    if (error) {
      failed().add(nanos);
      ERRORS.getAndAdd(this, 1L);
    } else {
      fine.add(nanos);
    }
  }

  /** Counts spans whose durations were {@linkplain #add added} before. */
  void count(int spans, int top, long nanos) {
    if (top > 0) {
      TOP_LEVEL.getAndAdd(this, (long) top);
    }
    DURATION.getAndAdd(this, nanos);
    HITS.getAndAdd(this, (long) spans);
  }

  private Sketch failed() {
    Sketch sketch = failed;
    if (sketch == null) {
      Sketch made = new Sketch();
      sketch = (Sketch) FAILED.compareAndExchange(this, (Sketch) null, made);
      if (sketch == null) {
        sketch = made;
      }
    }
    return sketch;
  }

  boolean isEmpty() {
    return hits == 0;
  }

  /** Takes what was counted; null if there is nothing. */
  @Nullable Totals drain() {
    long taken = (long) HITS.getAndSet(this, 0L);
    if (taken == 0) {
      return null;
    }
    Sketch errorSketch = failed;
    return new Totals(
        taken,
        (long) ERRORS.getAndSet(this, 0L),
        (long) TOP_LEVEL.getAndSet(this, 0L),
        (long) DURATION.getAndSet(this, 0L),
        fine.drain(),
        errorSketch == null ? Sketch.empty() : errorSketch.drain());
  }
}
