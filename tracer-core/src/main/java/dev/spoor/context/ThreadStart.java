package dev.spoor.context;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Contexts on their way into a thread that was started but has not asked for its context yet.
 *
 * <p>{@link #carry} is called by whoever starts the thread; the new thread finds the context when
 * its slot is first touched. Threads that never ask leave nothing behind: keys are weak and are
 * swept whenever another thread is started with a context, and a context that is over is let go of
 * by the rule of {@link Stragglers}, whether it has been asked for or not.
 */
public final class ThreadStart {
  private static final ConcurrentHashMap<Key, Context> WAITING = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Thread> GONE = new ReferenceQueue<>();

  /** Read before the map, so that the first touch of a slot costs one plain check nearly always. */
  private static final AtomicInteger COUNT = new AtomicInteger();

  private ThreadStart() {}

  /** Gives the context that is current on the calling thread to {@code child}, if there is one. */
  public static void carry(Thread child) {
    Context context = Context.current();
    if (context == null) {
      return;
    }
    forgetGone();
    if (WAITING.put(new Key(child, GONE), context) == null) {
      COUNT.incrementAndGet();
    }
  }

  static @Nullable Context takeFor(Thread thread) {
    if (COUNT.get() == 0) {
      return null;
    }
    Context context = WAITING.remove(new Key(thread, null));
    if (context != null) {
      COUNT.decrementAndGet();
    }
    return context;
  }

  /** Lets go of contexts that were over long before their thread asked for them. */
  static void sweep(long now) {
    forgetGone();
    if (COUNT.get() == 0) {
      return;
    }
    WAITING.forEach(
        (key, context) -> {
          Thread thread = key.get();
          boolean ended = thread == null || thread.getState() == Thread.State.TERMINATED;
          if ((ended || key.age.isDue(context, now)) && WAITING.remove(key, context)) {
            COUNT.decrementAndGet();
          }
        });
  }

  private static void forgetGone() {
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      if (WAITING.remove(gone) != null) {
        COUNT.decrementAndGet();
      }
    }
  }

  /** How many threads have not asked yet; for tests. */
  static int size() {
    return WAITING.size();
  }

  /** Identity of a thread that is not kept alive by it; equal while the thread lives. */
  private static final class Key extends WeakReference<Thread> {
    private final int hash;
    final Stragglers.Age age = new Stragglers.Age();

    Key(Thread thread, @Nullable ReferenceQueue<Thread> queue) {
      super(thread, queue);
      this.hash = System.identityHashCode(thread);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Thread mine = get();
      return mine != null && other instanceof Key key && key.refersTo(mine);
    }
  }
}
