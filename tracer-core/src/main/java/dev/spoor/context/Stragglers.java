package dev.spoor.context;

import dev.spoor.diag.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Takes contexts off threads that have outlived them.
 *
 * <p>A context travels to the threads and tasks that a request starts, and nobody can tell from
 * outside which of those is work for that request (an e-mail, sent after the response) and which is
 * a worker that the request happened to be the first to need (a pool's thread, a driver's cleaner,
 * a connection pool's loop). The second kind would attribute everything it ever does to one long
 * finished request. A scope that somebody forgot to close does the same to a pooled thread.
 *
 * <p><b>The rule:</b> a context whose span and whose local root have both ended stays current on a
 * thread for another {@link #GRACE_NANOS 30 seconds}, then the thread has none. Work that goes on
 * for longer begins traces of its own, which is what it has become. Threads that are known to be
 * workers never get the context in the first place.
 *
 * <p><b>How:</b> {@link #sweep} looks at all {@link ThreadSlots} about once a second. It replaces
 * the context by null with a compare-and-set, against which the owner's plain stores are safe: they
 * either come first, and the exchange fails, or come after and win, as if the sweep had happened a
 * moment earlier. An owner that puts the context back when a scope ends is caught by the next
 * sweep. Virtual threads, which are not pooled, are left alone.
 */
public final class Stragglers {
  static final long GRACE_NANOS = 30_000_000_000L;

  private Stragglers() {}

  /**
   * Applies the rule to all threads, and lets go of contexts whose task or thread is gone. Called
   * about once a second, by one thread at a time.
   */
  public static void sweep() {
    sweep(System.nanoTime());
  }

  static void sweep(long now) {
    ThreadSlots.sweep(now);
    ThreadStart.sweep(now);
    TaskContexts.sweep();
  }

  /** Applies the rule to one thread. */
  static void apply(ThreadSlots.Listed thread, long now) {
    Context current = thread.current();
    if (thread.age.isDue(current, now) && current != null && thread.takeOff(current)) {
      Counters.of("context.outlived").increment();
    }
  }

  /** Since when a context has been seen to be over; touched by the sweeping thread only. */
  static final class Age {
    private @Nullable Context over;
    private long since;

    @SuppressWarnings("ReferenceEquality") // Another context begins a grace of its own.
    boolean isDue(@Nullable Context context, long now) {
      if (context == null || !context.isOver()) {
        over = null;
        return false;
      }
      if (context != over) {
        over = context;
        since = now;
      }
      return now - since >= GRACE_NANOS;
    }
  }
}
