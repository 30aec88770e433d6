package dev.spoor.localagent.logs;

import dev.spoor.localagent.drain.RouterLine;
import dev.spoor.localagent.store.Changes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a router said of the last requests, by the id that it gave them: traces are joined to it by
 * that. Bounded; the oldest go first. Thread safe.
 */
public final class RouterBook {
  private static final int MAX_LINES = 5_000;

  private final Changes changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long anonymous;

  public RouterBook(Changes changes) {
    this.changes = changes;
  }

  /**
   * A line, and when it was written.
   *
   * @param id the request's id, or a made-up one for a line that has none
   * @param millis when it was written, since 1970
   * @param received when it came, since 1970
   */
  public record Entry(String id, long revision, long millis, long received, RouterLine line) {}

  public void add(RouterLine line, long millis) {
    lock.lock();
    try {
      String id = line.requestId().isEmpty() ? "none-" + ++anonymous : line.requestId();
      entries.remove(id);
      entries.put(id, new Entry(id, changes.next(), millis, System.currentTimeMillis(), line));
      Iterator<Entry> oldest = entries.values().iterator();
      while (entries.size() > MAX_LINES) {
        oldest.next();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the router said of that request, null if nothing. */
  public @Nullable Entry find(@Nullable String requestId) {
    lock.lock();
    try {
      return requestId == null ? null : entries.get(requestId);
    } finally {
      lock.unlock();
    }
  }

  /** Lines that came after a revision, the newest first. */
  public List<Entry> since(long revision) {
    lock.lock();
    try {
      List<Entry> found = new ArrayList<>();
      for (Entry entry : entries.values()) {
        if (entry.revision > revision) {
          found.add(0, entry);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  public void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
