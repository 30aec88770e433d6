package dev.spoor.agent.plugin;

import org.jspecify.annotations.Nullable;

/**
 * What a plugin remembers about objects of the application, found by identity, without a field in
 * them and without keeping them alive. See {@link WeakTable} for what it costs.
 *
 * <p><b>The danger:</b> a value that refers to its own key keeps it alive for ever.
 *
 * <p>Thread safe. Adding the same key twice from two threads at once may leave both entries for a
 * while; the younger one is found.
 */
public final class SideTable<K, V> {
  private final WeakTable<K, Entry<K, V>> entries = new WeakTable<>();

  private static final class Entry<K, V> extends WeakTable.Note<K> {
    final V value;

    Entry(K key, V value, WeakTable<K, Entry<K, V>> table) {
      super(key, table);
      this.value = value;
    }
  }

  /** What is remembered about the object, or null. */
  public @Nullable V get(K key) {
    Entry<K, V> entry = entries.get(key);
    return entry == null ? null : entry.value;
  }

  /** Remembers a value in place of what was remembered before. */
  public void put(K key, V value) {
    entries.add(key, new Entry<>(key, value, entries));
  }

  /** Forgets the object. */
  public void remove(K key) {
    entries.remove(key);
  }

  /** Entries that are still linked; for tests. */
  public int size() {
    return entries.size();
  }
}
