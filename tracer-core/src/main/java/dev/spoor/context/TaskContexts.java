package dev.spoor.context;

import dev.spoor.diag.Counters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Contexts of tasks that must stay the objects they are: the application may cast them, compare
 * them or find them again in its own queue, so they cannot be wrapped as {@link Carry} does.
 *
 * <p><b>How it works.</b> A fixed table of short chains, found by the task's identity. A new entry
 * goes to the front by one compare-and-set. Taking an entry means to swap its context for null, so
 * exactly one thread gets it; the dead entry stays linked until somebody who comes by unlinks it.
 * Unlinking is done without care for others: only dead entries are ever bypassed, each keeps its
 * own link, and so every live entry stays reachable whatever the interleaving, while a dead one may
 * come back for a moment and be unlinked again later. No lock, one allocation per task.
 *
 * <p>The same object may wait more than once, under different contexts (a task without state that
 * several requests hand over). The oldest entry goes first, which is what a queue would do.
 *
 * <p><b>Nothing stays.</b> A task that is dropped without being run takes its entry along: tasks
 * are held weakly, and {@link #sweep} unlinks what the collector has cleared. Chains have a bound;
 * past it a task runs without context, which is counted. While no task waits, {@link #take} is one
 * read of a number.
 */
public final class TaskContexts {
  private static final int BUCKETS = 4096;
  private static final int MAX_CHAIN = 32;

  private static final AtomicReferenceArray<@Nullable Entry> TABLE =
      new AtomicReferenceArray<>(BUCKETS);

  /** No entry is in the table, and nobody needs to look. */
  private static final int IDLE = 0;

  /** A sweep looks whether it may say {@link #IDLE}; entries may be there. */
  private static final int CHECKING = 1;

  private static final int IN_USE = 2;

  /** Set after an entry is pushed and before its task is handed over. */
  private static final AtomicInteger STATE = new AtomicInteger(IDLE);

  private TaskContexts() {}

  /**
   * Keeps the calling thread's context for {@code task}. Without one, forgets what an earlier
   * hand-over of the same task may have left, which was dropped then.
   */
  public static void capture(Object task) {
    Context context = Context.current();
    if (context == null) {
      forget(task);
    } else {
      put(task, context);
    }
  }

  /**
   * The same for a task that cannot wait twice, so that only its last hand-over counts. Of layers
   * that hand the same task on to each other, each may call this.
   */
  public static void captureOnly(Object task) {
    forget(task);
    Context context = Context.current();
    if (context != null) {
      put(task, context);
    }
  }

  private static void put(Object task, Context context) {
    int hash = System.identityHashCode(task);
    int bucket = bucketOf(hash);
    Entry entry = new Entry(task, hash, context);
    while (true) {
      Entry head = TABLE.get(bucket);
      Entry live = prune(head);
      if (lengthOf(live) >= MAX_CHAIN) {
        Counters.of("context.tasks.crowded").increment();
        return;
      }
      entry.next = live;
      if (TABLE.compareAndSet(bucket, head, entry)) {
        break;
      }
    }
    if (STATE.get() != IN_USE) {
      STATE.set(IN_USE);
    }
  }

  /** Takes the context that {@code task} was handed over with, or null. */
  public static @Nullable Context take(Object task) {
    return STATE.get() == IDLE ? null : takeOldest(task);
  }

  /** Lets go of all contexts of a task that will not run. */
  public static void forget(Object task) {
    Context dropped;
    do {
      dropped = take(task);
    } while (dropped != null);
  }

  private static @Nullable Context takeOldest(Object task) {
    int hash = System.identityHashCode(task);
    int bucket = bucketOf(hash);
    while (true) {
      Entry head = TABLE.get(bucket);
      Entry oldest = null;
      for (Entry entry = head; entry != null; entry = entry.next) {
        if (entry.hash == hash && entry.context != null && entry.refersTo(task)) {
          oldest = entry;
        }
      }
      if (oldest == null) {
        return null;
      }
      Context context = oldest.claim();
      if (context != null) {
        if (oldest == head) {
          TABLE.compareAndSet(bucket, head, head.next);
        }
        return context;
      }
    }
  }

  /** Runs {@code task} under the context it was handed over with, if there is one. */
  public static void run(Runnable task) {
    Context context = take(task);
    if (context == null) {
      task.run();
      return;
    }
    @Nullable Object[] slot = Context.slot();
    Object before = slot[0];
    slot[0] = context;
    try {
      task.run();
    } finally {
      slot[0] = before;
    }
  }

  /** Unlinks entries whose task is gone. Called about once a second, by one thread at a time. */
  static void sweep() {
    if (STATE.get() == IDLE) {
      return;
    }
    STATE.set(CHECKING);
    boolean found = false;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      Entry head = TABLE.get(bucket);
      if (head != null) {
        Entry live = prune(head);
        found |= live != null || !TABLE.compareAndSet(bucket, head, null);
        if (live != null && live != head) {
          TABLE.compareAndSet(bucket, head, live);
        }
      }
    }
    // Whoever pushes meanwhile says so after the push, and then this does not succeed.
    STATE.compareAndSet(CHECKING, found ? IN_USE : IDLE);
  }

  /** How many tasks wait; for tests. */
  static int size() {
    int size = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      size += lengthOf(prune(TABLE.get(bucket)));
    }
    return size;
  }

  /** The first live entry of a chain, after unlinking the dead ones behind it. */
  private static @Nullable Entry prune(@Nullable Entry head) {
    Entry first = head;
    while (first != null && first.isDead()) {
      first = first.next;
    }
    Entry before = first;
    while (before != null) {
      Entry entry = before.next;
      while (entry != null && entry.isDead()) {
        entry = entry.next;
      }
      before.next = entry;
      before = entry;
    }
    return first;
  }

  private static int lengthOf(@Nullable Entry first) {
    int length = 0;
    for (Entry entry = first; entry != null; entry = entry.next) {
      length++;
    }
    return length;
  }

  /** Identity hashes have few high bits in some collectors' layouts, so both ends are mixed. */
  private static int bucketOf(int hash) {
    return (hash ^ (hash >>> 12)) & (BUCKETS - 1);
  }

  /** One hand-over of one task. */
  private static final class Entry extends WeakReference<Object> {
    private static final VarHandle CONTEXT;

    static {
      try {
        CONTEXT = MethodHandles.lookup().findVarHandle(Entry.class, "context", Context.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    final int hash;

    /** Null once taken. */
    volatile @Nullable Context context;

    volatile @Nullable Entry next;

    Entry(Object task, int hash, Context context) {
      super(task);
      this.hash = hash;
      this.context = context;
    }

    @Nullable Context claim() {
      return (Context) CONTEXT.getAndSet(this, null);
    }

    boolean isDead() {
      if (context == null) {
        return true;
      }
      if (refersTo(null)) {
        context = null;
        return true;
      }
      return false;
    }
  }
}
