package dev.spoor.agent.plugin;

import dev.spoor.context.AtHand;
import dev.spoor.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SideTable} whose entries are the plugin's own objects: what is known of an object of the
 * application and the weak reference to it are then one object instead of two.
 *
 * <p>A hash table with a fixed number of buckets. Reading is a walk over a short chain without any
 * lock or allocation; adding is one compare-and-set. Notes whose object is gone are unlinked by
 * later additions. Take a note out when the object's life ends in a way that the plugin sees
 * ({@code close()}): that spares the garbage collector the weak reference.
 *
 * <p>The identity hash of an object that has never been asked for it costs as much as the rest
 * together, so ask only for objects that may have a note. Objects that live for a short time and
 * stay with their thread need not come here at all: {@link #addAtHand} leaves the note in the
 * thread's own place until the next one comes, and the methods that take a slot look there first.
 *
 * <p>Thread safe. Adding notes about one object from two threads at once may leave both for a
 * while; the younger one is found.
 */
public final class WeakTable<K, N extends WeakTable.Note<K>> {
  private static final int BUCKETS = 4096;
  private static final VarHandle NEXT;
  private static final VarHandle PLACE;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(Note.class, "next", Note.class);
      PLACE = MethodHandles.lookup().findVarHandle(Note.class, "place", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final AtomicReferenceArray<@Nullable N> buckets = new AtomicReferenceArray<>(BUCKETS);
  private final ReferenceQueue<K> gone = new ReferenceQueue<>();

  /**
   * What is known of one object; it belongs to one table.
   *
   * <p><b>The danger:</b> a note that refers to its own object keeps it alive for ever; one that is
   * left at hand and is of a plugin's class keeps the application whose plugin that is.
   */
  public abstract static class Note<K> extends WeakReference<K> implements AtHand {
    private final WeakTable<K, ?> table;
    volatile @Nullable Note<K> next;

    /**
     * The number of its bucket, counted from 1; 0 before it is in the table. Negative once it has
     * been taken out, and readers pass over it from then on.
     */
    volatile int place;

    protected Note(K key, WeakTable<K, ?> table) {
      super(key, table.gone);
      this.table = table;
    }

    @Override
    @SuppressWarnings("unchecked") // only compared
    public final boolean isAbout(Object subject) {
      return refersTo((K) subject);
    }

    @Override
    public final void putAway() {
      K key = get();
      if (key != null) {
        table.link(key, this);
      }
    }

    final boolean isRemoved() {
      return place < 0;
    }

    /** Whether the caller is the one that has marked it. */
    final boolean remove() {
      int now = place;
      if (now <= 0) {
        return false;
      }
      place = -now;
      return true;
    }
  }

  /** The note about the object, or null. */
  @SuppressWarnings("unchecked") // only notes of this table are linked in it
  public @Nullable N get(K key) {
    for (Note<K> note = buckets.get(bucket(key)); note != null; note = note.next) {
      if (note.refersTo(key) && !note.isRemoved()) {
        return (N) note;
      }
    }
    return null;
  }

  /** {@link #get(Object)}, after a look at what the thread has at hand whose slot that is. */
  public @Nullable N get(K key, @Nullable Object[] slot) {
    N known = about(key, Context.atHand(slot));
    return known == null ? find(key) : known;
  }

  private @Nullable N find(K key) {
    N known = get(key);
    if (known != null) {
      return known;
    }
    N elsewhere = about(key, AtHand.find(key));
    if (elsewhere != null) {
      // The next one who asks need not walk over all threads.
      link(key, elsewhere);
      return elsewhere;
    }
    // Its thread may have put it here in the meantime.
    return get(key);
  }

  @SuppressWarnings("unchecked") // notes that name this table are of its type
  private @Nullable N about(K key, @Nullable AtHand atHand) {
    return atHand instanceof Note<?> note && note.table == this && note.isAbout(key)
        ? (N) note
        : null;
  }

  /** Adds a note in place of what was noted about its object before. */
  public void add(K key, N note) {
    link(key, note);
  }

  /**
   * Leaves a note at hand of the thread whose slot that is; the one that was there is put where
   * {@link #add} puts it, if its object is still alive.
   */
  public void addAtHand(K key, N note, @Nullable Object[] slot) {
    AtHand before = Context.atHand(slot);
    if (before != null && !before.isAbout(key)) {
      before.putAway();
    }
    if (!Context.setAtHand(slot, note)) {
      link(key, note);
    }
  }

  @SuppressWarnings("unchecked") // a note names the table of its type
  private void link(K key, Note<K> note) {
    sweep();
    int bucket = bucket(key);
    if (!PLACE.compareAndSet(note, 0, bucket + 1)) {
      return;
    }
    N head;
    do {
      head = buckets.get(bucket);
      NEXT.setRelease(note, head);
    } while (!buckets.compareAndSet(bucket, head, (N) note));
    // Libraries that use one object again and again must not make its chain grow.
    if (head != null && forget(head, key)) {
      unlink(bucket);
    }
  }

  /** {@link #remove(Object)}, after a look at what the thread has at hand whose slot that is. */
  public void remove(K key, @Nullable Object[] slot) {
    N known = about(key, Context.atHand(slot));
    if (known != null) {
      Context.setAtHand(slot, null);
    }
    if (known == null || known.place > 0) {
      remove(key);
    }
  }

  /** Forgets the object. */
  public void remove(K key) {
    int bucket = bucket(key);
    if (forget(buckets.get(bucket), key)) {
      unlink(bucket);
    }
  }

  private static <K> boolean forget(@Nullable Note<K> from, K key) {
    boolean found = false;
    for (Note<K> note = from; note != null; note = note.next) {
      if (note.refersTo(key)) {
        found |= note.remove();
      }
    }
    return found;
  }

  /** Notes that are still linked; for tests. */
  public int size() {
    sweep();
    int size = 0;
    for (int i = 0; i < BUCKETS; i++) {
      for (Note<K> note = buckets.get(i); note != null; note = note.next) {
        size += note.isRemoved() ? 0 : 1;
      }
    }
    return size;
  }

  private void sweep() {
    for (Reference<? extends K> dead = gone.poll(); dead != null; dead = gone.poll()) {
      Note<?> note = (Note<?>) dead;
      int place = note.place;
      if (note.remove()) {
        unlink(place - 1);
      }
    }
  }

  /**
   * Takes removed notes out of a chain. Two threads that unlink neighbours at once may leave one of
   * them linked; it is marked, so nobody finds it, and the next visit takes it out.
   */
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // links are compared, not what they lead to
  private void unlink(int bucket) {
    N head = buckets.get(bucket);
    while (head != null && head.isRemoved()) {
      if (buckets.compareAndSet(bucket, head, (N) head.next)) {
        head = (N) head.next;
      } else {
        head = buckets.get(bucket);
      }
    }
    for (Note<K> note = head; note != null; note = note.next) {
      Note<K> next = note.next;
      while (next != null && next.isRemoved()) {
        next = next.next;
      }
      if (next != note.next) {
        note.next = next;
      }
    }
  }

  private static int bucket(Object key) {
    int hash = System.identityHashCode(key);
    return (hash ^ hash >>> 15) & BUCKETS - 1;
  }
}
