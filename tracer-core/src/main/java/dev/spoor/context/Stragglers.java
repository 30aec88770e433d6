package dev.spoor.context;

import dev.spoor.diag.Counters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p><b>How:</b> each platform thread's slot is listed once, when it is made, so hops and scopes
 * pay nothing. {@link #sweep} looks at all of them about once a second. It replaces the context by
 * null with a compare-and-set, against which the owner's plain stores are safe: they either come
 * first, and the exchange fails, or come after and win, as if the sweep had happened a moment
 * earlier. An owner that puts the context back when a scope ends is caught by the next sweep.
 * Virtual threads are not listed: they are made one per task and are not pooled.
 */
public final class Stragglers {
  static final long GRACE_NANOS = 30_000_000_000L;

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final @Nullable Class<?> VIRTUAL = virtualThreads();
  private static final Set<Watched> WATCHED = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Thread> GONE = new ReferenceQueue<>();

  private Stragglers() {}

  /** Lists the slot of the calling thread. */
  static void watch(@Nullable Object[] slot) {
    forgetGone();
    Thread thread = Thread.currentThread();
    if (VIRTUAL == null || !VIRTUAL.isInstance(thread)) {
      WATCHED.add(new Watched(thread, slot));
    }
  }

  /**
   * Applies the rule to all threads, and lets go of contexts whose task or thread is gone. Called
   * about once a second, by one thread at a time.
   */
  public static void sweep() {
    sweep(System.nanoTime());
  }

  static void sweep(long now) {
    forgetGone();
    for (Iterator<Watched> each = WATCHED.iterator(); each.hasNext(); ) {
      Watched watched = each.next();
      Thread thread = watched.get();
      if (thread == null || !thread.isAlive()) {
        each.remove();
        // Else it would come to the queue later, and bring its slot.
        watched.clear();
      } else if (watched.age.isDue(watched.current(), now) && watched.takeOff()) {
        Counters.of("context.outlived").increment();
      }
    }
    ThreadStart.sweep(now);
    TaskContexts.sweep();
  }

  private static void forgetGone() {
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      WATCHED.remove(gone);
    }
  }

  /** The common type of virtual threads, or null where there are none. */
  private static @Nullable Class<?> virtualThreads() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
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

  private static final class Watched extends WeakReference<Thread> {
    private final @Nullable Object[] slot;
    final Age age = new Age();

    Watched(Thread thread, @Nullable Object[] slot) {
      super(thread, GONE);
      this.slot = slot;
    }

    @Nullable Context current() {
      return (Context) ELEMENT.getVolatile(slot, 0);
    }

    boolean takeOff() {
      Context over = age.over;
      age.over = null;
      return over != null && ELEMENT.compareAndSet(slot, 0, over, null);
    }
  }
}
