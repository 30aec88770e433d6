package dev.spoor.localagent.logs;

import dev.spoor.localagent.store.Changes;
import dev.spoor.localagent.store.TraceFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last log lines. Bounded in number and by an estimate of their heap; the oldest go first and
 * are counted. Thread safe.
 */
public final class LogStore {
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  private final int maxLines;
  private final long maxBytes;
  private final Changes changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Numbered> lines = new ArrayDeque<>();

  /** By the low half of the trace's id. */
  private final Map<Long, Deque<Numbered>> byTrace = new HashMap<>();

  private long bytes;
  private long dropped;

  public LogStore(int maxLines, long maxBytes, Changes changes) {
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
    this.changes = changes;
  }

  /** An entry and the revision at which it came; see {@link Changes}. */
  public record Numbered(long revision, LogEntry entry) {}

  /**
   * Which lines somebody wants to see.
   *
   * @param level the lowest; empty for all
   * @param service empty for all
   * @param text must occur in the line; lower case, empty for any
   */
  public record Filter(String level, String service, String text) {
    boolean accepts(LogEntry entry) {
      return LEVELS.indexOf(entry.level()) >= LEVELS.indexOf(level)
          && (service.isEmpty() || service.equals(entry.service()))
          && (text.isEmpty()
              || TraceFilter.contains(entry.raw(), text)
              || TraceFilter.contains(entry.message(), text));
    }
  }

  public void add(LogEntry entry) {
    lock.lock();
    try {
      Numbered line = new Numbered(changes.next(), entry);
      lines.addLast(line);
      bytes += entry.size();
      if (entry.traceIdLow() != 0) {
        byTrace.computeIfAbsent(entry.traceIdLow(), id -> new ArrayDeque<>(4)).addLast(line);
      }
      while (!lines.isEmpty() && (lines.size() > maxLines || bytes > maxBytes)) {
        removeOldest();
        dropped++;
      }
    } finally {
      lock.unlock();
    }
  }

  private void removeOldest() {
    LogEntry gone = lines.removeFirst().entry();
    bytes -= gone.size();
    Deque<Numbered> ofTrace = byTrace.get(gone.traceIdLow());
    if (ofTrace != null) {
      ofTrace.removeFirst();
      if (ofTrace.isEmpty()) {
        byTrace.remove(gone.traceIdLow());
      }
    }
  }

  /**
   * The newest lines that came after a revision, oldest of them first.
   *
   * @param limit how many at most
   */
  public List<Numbered> newest(int limit, long since, Filter filter) {
    return collect(limit, line -> line.revision() > since, filter);
  }

  private List<Numbered> collect(int limit, Predicate<Numbered> isNew, Filter filter) {
    List<Numbered> recent = new ArrayList<>();
    lock.lock();
    try {
      Iterator<Numbered> newestFirst = lines.descendingIterator();
      while (newestFirst.hasNext()) {
        Numbered line = newestFirst.next();
        if (!isNew.test(line)) {
          break;
        }
        recent.add(line);
      }
    } finally {
      lock.unlock();
    }
    List<Numbered> found = new ArrayList<>();
    for (int i = 0; i < recent.size() && found.size() < limit; i++) {
      if (filter.accepts(recent.get(i).entry())) {
        found.add(recent.get(i));
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** The lines of a trace in the order in which they came, at most that many. */
  public List<Numbered> ofTrace(long traceIdHigh, long traceIdLow, int limit) {
    lock.lock();
    try {
      Deque<Numbered> known = byTrace.get(traceIdLow);
      if (known == null) {
        return List.of();
      }
      return known.stream()
          .filter(line -> sameHigh(line.entry().traceIdHigh(), traceIdHigh))
          .limit(limit)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static boolean sameHigh(long one, long other) {
    return one == 0 || other == 0 || one == other;
  }

  /** How many lines a trace has. */
  public int count(long traceIdLow) {
    lock.lock();
    try {
      Deque<Numbered> known = byTrace.get(traceIdLow);
      return known == null ? 0 : known.size();
    } finally {
      lock.unlock();
    }
  }

  /** Names of the services that have lines, sorted. */
  public List<String> services() {
    lock.lock();
    try {
      return lines.stream().map(line -> line.entry().service()).distinct().sorted().toList();
    } finally {
      lock.unlock();
    }
  }

  public void clear() {
    lock.lock();
    try {
      lines.clear();
      byTrace.clear();
      bytes = 0;
      changes.next();
    } finally {
      lock.unlock();
    }
  }

  /**
   * How much is kept.
   *
   * @param bytes heap, estimated
   * @param dropped lines that had to make room
   */
  public record Counts(int lines, long bytes, long dropped) {}

  public Counts counts() {
    lock.lock();
    try {
      return new Counts(lines.size(), bytes, dropped);
    } finally {
      lock.unlock();
    }
  }

  /** The revision of the oldest line that is kept; null if there is none. */
  public @Nullable Long oldest() {
    lock.lock();
    try {
      return lines.isEmpty() ? null : lines.getFirst().revision();
    } finally {
      lock.unlock();
    }
  }
}
