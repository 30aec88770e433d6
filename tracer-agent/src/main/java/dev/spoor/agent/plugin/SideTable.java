package dev.spoor.agent.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin remembers about objects of the application, found by identity, without a field in
 * them and without keeping them alive.
 *
 * <p>A hash table of weak references with a fixed number of buckets. Reading is a walk over a short
 * chain without any lock or allocation; adding is one compare-and-set and one object. Entries whose
 * object is gone are unlinked by later additions. Take an entry out when the object's life ends in
 * a way that the plugin sees ({@code close()}): that spares the garbage collector the weak
 * reference.
 *
 * <p><b>The danger:</b> a value that refers to its own key keeps it alive for ever.
 *
 * <p>Thread safe. Adding the same key twice from two threads at once may leave both entries for a
 * while; the younger one is found.
 */
public final class SideTable<K, V> {
  private static final int BUCKETS = 4096;
  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(Entry.class, "next", Entry.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final AtomicReferenceArray<@Nullable Entry<K, V>> buckets =
      new AtomicReferenceArray<>(BUCKETS);
  private final ReferenceQueue<K> gone = new ReferenceQueue<>();

  private static final class Entry<K, V> extends WeakReference<K> {
    final int bucket;
    final V value;
    volatile @Nullable Entry<K, V> next;

    /** Set once, when the entry is taken out; readers pass over it from then on. */
    volatile boolean removed;

    Entry(K key, V value, int bucket, ReferenceQueue<K> queue) {
      super(key, queue);
      this.value = value;
      this.bucket = bucket;
    }
  }

  /** What is remembered about the object, or null. */
  public @Nullable V get(K key) {
    for (Entry<K, V> entry = buckets.get(bucket(key)); entry != null; entry = entry.next) {
      if (entry.refersTo(key) && !entry.removed) {
        return entry.value;
      }
    }
    return null;
  }

  /** Remembers a value in place of what was remembered before. */
  public void put(K key, V value) {
    sweep();
    int bucket = bucket(key);
    Entry<K, V> fresh = new Entry<>(key, value, bucket, gone);
    Entry<K, V> head;
    do {
      head = buckets.get(bucket);
      NEXT.setRelease(fresh, head);
    } while (!buckets.compareAndSet(bucket, head, fresh));
    // Libraries that use one object again and again must not make its chain grow.
    if (forget(head, key)) {
      unlink(bucket);
    }
  }

  /** Forgets the object. */
  public void remove(K key) {
    int bucket = bucket(key);
    if (forget(buckets.get(bucket), key)) {
      unlink(bucket);
    }
  }

  private static <K, V> boolean forget(@Nullable Entry<K, V> from, K key) {
    boolean found = false;
    for (Entry<K, V> entry = from; entry != null; entry = entry.next) {
      if (entry.refersTo(key)) {
        entry.removed = true;
        entry.clear();
        found = true;
      }
    }
    return found;
  }

  /** Entries that are still linked; for tests. */
  public int size() {
    sweep();
    int size = 0;
    for (int i = 0; i < BUCKETS; i++) {
      for (Entry<K, V> entry = buckets.get(i); entry != null; entry = entry.next) {
        size += entry.removed ? 0 : 1;
      }
    }
    return size;
  }

  private void sweep() {
    for (Reference<? extends K> dead = gone.poll(); dead != null; dead = gone.poll()) {
      Entry<?, ?> entry = (Entry<?, ?>) dead;
      if (!entry.removed) {
        entry.removed = true;
        unlink(entry.bucket);
      }
    }
  }

  /**
   * Takes removed entries out of a chain. Two threads that unlink neighbours at once may leave one
   * of them linked; it is marked, so nobody finds it, and the next visit takes it out.
   */
  private void unlink(int bucket) {
    Entry<K, V> head = buckets.get(bucket);
    while (head != null && head.removed) {
      if (buckets.compareAndSet(bucket, head, head.next)) {
        head = head.next;
      } else {
        head = buckets.get(bucket);
      }
    }
    for (Entry<K, V> entry = head; entry != null; entry = entry.next) {
      Entry<K, V> next = entry.next;
      while (next != null && next.removed) {
        next = next.next;
      }
      if (next != entry.next) {
        entry.next = next;
      }
    }
  }

  private static int bucket(Object key) {
    int hash = System.identityHashCode(key);
    return (hash ^ hash >>> 15) & BUCKETS - 1;
  }
}
