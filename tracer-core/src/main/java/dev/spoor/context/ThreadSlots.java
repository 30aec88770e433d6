package dev.spoor.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the slots of threads, and knows those of all platform threads: each is listed once, when it
 * is made, so hops and scopes pay nothing. Virtual threads are not listed: they are made one per
 * task and are not pooled.
 */
final class ThreadSlots {
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final @Nullable Class<?> VIRTUAL = virtualThreads();
  private static final Set<Listed> LISTED = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Thread> GONE = new ReferenceQueue<>();

  private ThreadSlots() {}

  /** A slot for the calling thread. */
  static @Nullable Object[] make() {
    forgetGone();
    Thread thread = Thread.currentThread();
    Context first = ThreadStart.takeFor(thread);
    if (VIRTUAL != null && VIRTUAL.isInstance(thread)) {
      return new @Nullable Object[] {first, null};
    }
    @Nullable Object[] slot = {first, null, null};
    LISTED.add(new Listed(thread, slot));
    return slot;
  }

  /** Applies the rule for stragglers to all threads that are still there, forgets the others. */
  static void sweep(long now) {
    forgetGone();
    for (Iterator<Listed> each = LISTED.iterator(); each.hasNext(); ) {
      Listed listed = each.next();
      Thread thread = listed.get();
      if (thread == null || !thread.isAlive()) {
        listed.handOver();
        each.remove();
        // Else it would come to the queue later, and bring its slot.
        listed.clear();
      } else {
        Stragglers.apply(listed, now);
      }
    }
  }

  private static void forgetGone() {
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      ((Listed) gone).handOver();
      LISTED.remove(gone);
    }
  }

  static @Nullable AtHand find(Object subject) {
    for (Listed listed : LISTED) {
      AtHand found = listed.atHand();
      if (found != null && found.isAbout(subject)) {
        return found;
      }
    }
    return null;
  }

  /** Puts something at hand of the thread whose slot that is, once what was there is elsewhere. */
  static void setAtHand(@Nullable Object[] slot, @Nullable AtHand next) {
    ELEMENT.setRelease(slot, Context.AT_HAND, next);
  }

  /** The common type of virtual threads, or null where there are none. */
  private static @Nullable Class<?> virtualThreads() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** A thread and its slot. */
  static final class Listed extends WeakReference<Thread> {
    private final @Nullable Object[] slot;
    final Stragglers.Age age = new Stragglers.Age();

    Listed(Thread thread, @Nullable Object[] slot) {
      super(thread, GONE);
      this.slot = slot;
    }

    @Nullable Context current() {
      return (Context) ELEMENT.getVolatile(slot, Context.CURRENT);
    }

    /** Takes the context off the thread, if it still is the current one. */
    boolean takeOff(Context context) {
      return ELEMENT.compareAndSet(slot, Context.CURRENT, context, null);
    }

    /** Whoever sees the next thing at hand here also sees where the one before went. */
    private @Nullable AtHand atHand() {
      return (AtHand) ELEMENT.getAcquire(slot, Context.AT_HAND);
    }

    private void handOver() {
      AtHand left = atHand();
      if (left != null) {
        left.putAway();
      }
    }
  }
}
