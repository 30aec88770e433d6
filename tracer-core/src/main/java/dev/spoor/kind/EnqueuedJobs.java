package dev.spoor.kind;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for which job, for libraries with no place beside a job's data where that could wait:
 * it waits here, so only jobs that run in the process that asked for them find it.
 *
 * <p>Bounded: 8,192 places, chosen by the key's hash among four neighbours; a job that finds all
 * four taken takes the place of another, which then runs without its link. Holds text, never spans.
 * Thread safe, without locks.
 */
public final class EnqueuedJobs {
  static final int PLACES = 8192;
  private static final int NEIGHBOURS = 4;

  private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);

  private record Entry(String key, String traceparent) {}

  private record Change(int place, Entry now, @Nullable Entry before) {}

  /**
   * Remembers the current span as who asks for a job, in place of who did before.
   *
   * @param key of the job, the same when it is run
   * @return what {@link #takeBack} wants, null if nothing was remembered
   */
  public @Nullable Object remember(String key) {
    String parent = JobSpans.currentParent();
    if (parent == null) {
      return null;
    }
    Entry entry = new Entry(key, parent);
    int at = placeOf(key);
    Entry before = places.getAndSet(at, entry);
    return new Change(at, entry, before != null && before.key.equals(key) ? before : null);
  }

  /** Takes back what {@link #remember} did: there is no such job after all, or it was there. */
  public void takeBack(@Nullable Object remembered) {
    if (remembered instanceof Change change) {
      places.compareAndSet(change.place, change.now, change.before);
    }
  }

  /** Who asked for the job: the text for {@link JobRun#enqueuedBy}, or null. It stays. */
  public @Nullable String find(String key) {
    Entry entry = places.get(placeOf(key));
    return entry != null && entry.key.equals(key) ? entry.traceparent : null;
  }

  /** The job is done and will not be run again. */
  public void done(String key) {
    int at = placeOf(key);
    Entry entry = places.get(at);
    if (entry != null && entry.key.equals(key)) {
      places.compareAndSet(at, entry, null);
    }
  }

  /** Where the key is, else a free place, else one that somebody has to leave. */
  private int placeOf(String key) {
    int hash = key.hashCode();
    int first = (hash ^ hash >>> 16) & PLACES - 1;
    int free = -1;
    for (int i = 0; i < NEIGHBOURS; i++) {
      int at = (first + i) % PLACES;
      Entry there = places.get(at);
      if (there == null) {
        free = free < 0 ? at : free;
      } else if (there.key.equals(key)) {
        return at;
      }
    }
    return free < 0 ? first : free;
  }
}
