package dev.spoor.localagent.store;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last traces, joined from their chunks by trace id.
 *
 * <p>Bounded twice: by the number of traces, and by an estimate of the heap that they take. Whoever
 * came first goes first; a single trace that outgrows the bound goes as well. What went is counted.
 *
 * <p>Thread safe; readers get copies of a moment.
 */
public final class TraceStore {
  /** Rough heap of a span without its texts, with its maps and their arrays. */
  private static final long BYTES_PER_SPAN = 400;

  private static final long BYTES_PER_ENTRY = 48;
  private static final long BYTES_PER_STRING = 56;

  private final int maxTraces;
  private final long maxBytes;
  private final Changes changes;

  private final ReentrantLock lock = new ReentrantLock();

  /** By the low half of the id: only the first span of each chunk tells the high half. */
  private final Map<Long, Entry> traces = new LinkedHashMap<>();

  /** By the id that a router gave the request. */
  private final Map<String, Long> byRequest = new HashMap<>();

  private long bytes;
  private long number;
  private long droppedTraces;

  public TraceStore(int maxTraces, long maxBytes, Changes changes) {
    this.maxTraces = maxTraces;
    this.maxBytes = maxBytes;
    this.changes = changes;
  }

  /** A trace that may still grow. */
  private static final class Entry {
    final long number;
    final List<DecodedSpan> spans = new ArrayList<>();
    final List<String> requestIds = new ArrayList<>(1);
    final long receivedMillis;
    long revision;
    long traceIdHigh;
    long bytes;
    @Nullable Integer priority;
    @Nullable StoredTrace snapshot;

    Entry(long number, long receivedMillis) {
      this.number = number;
      this.receivedMillis = receivedMillis;
    }

    StoredTrace snapshot(long traceIdLow) {
      StoredTrace known = snapshot;
      if (known == null) {
        known =
            new StoredTrace(
                number, revision, traceIdHigh, traceIdLow, receivedMillis, priority, spans);
        snapshot = known;
      }
      return known;
    }
  }

  /** Adds a chunk, and drops the oldest traces if there is no room; an empty chunk adds nothing. */
  public void add(DecodedTrace chunk, long nowMillis) {
    if (chunk.spans().isEmpty()) {
      return;
    }
    long size = chunk.spans().stream().mapToLong(TraceStore::size).sum();
    lock.lock();
    try {
      Entry entry = traces.computeIfAbsent(chunk.traceId(), id -> new Entry(++number, nowMillis));
      entry.spans.addAll(chunk.spans());
      entry.bytes += size;
      entry.traceIdHigh = entry.traceIdHigh == 0 ? chunk.traceIdHigh() : entry.traceIdHigh;
      Integer priority = chunk.samplingPriority();
      entry.priority = priority == null ? entry.priority : priority;
      entry.snapshot = null;
      entry.revision = changes.next();
      learnRequest(entry, chunk);
      bytes += size;
      makeRoom();
    } finally {
      lock.unlock();
    }
  }

  private void learnRequest(Entry entry, DecodedTrace chunk) {
    for (DecodedSpan span : chunk.spans()) {
      String requestId = span.tag("http.request_id");
      if (requestId != null && !entry.requestIds.contains(requestId)) {
        entry.requestIds.add(requestId);
        byRequest.put(requestId, chunk.traceId());
        return;
      }
    }
  }

  private void makeRoom() {
    Iterator<Map.Entry<Long, Entry>> oldest = traces.entrySet().iterator();
    while (traces.size() > maxTraces || (bytes > maxBytes && oldest.hasNext())) {
      Map.Entry<Long, Entry> gone = oldest.next();
      bytes -= gone.getValue().bytes;
      oldest.remove();
      gone.getValue().requestIds.forEach(id -> byRequest.remove(id, gone.getKey()));
      droppedTraces++;
    }
  }

  /** Makes the trace count as changed, because what belongs to it has come. */
  public void touch(long traceIdLow) {
    lock.lock();
    try {
      Entry entry = traces.get(traceIdLow);
      if (entry != null) {
        entry.snapshot = null;
        entry.revision = changes.next();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all traces; they do not count as dropped. */
  public void clear() {
    lock.lock();
    try {
      traces.clear();
      byRequest.clear();
      bytes = 0;
      changes.next();
    } finally {
      lock.unlock();
    }
  }

  /** The newest traces first, at most that many. */
  public List<StoredTrace> newest(int limit) {
    return newest(limit, -1, TraceFilter.ALL);
  }

  /**
   * The newest traces first.
   *
   * @param limit how many at most
   * @param since only what changed after that revision
   */
  public List<StoredTrace> newest(int limit, long since, TraceFilter filter) {
    List<StoredTrace> found = new ArrayList<>();
    List<StoredTrace> changed = since(since);
    for (int i = changed.size() - 1; i >= 0 && found.size() < limit; i--) {
      if (filter.accepts(changed.get(i))) {
        found.add(changed.get(i));
      }
    }
    return found;
  }

  private List<StoredTrace> since(long revision) {
    lock.lock();
    try {
      List<StoredTrace> changed = new ArrayList<>();
      traces.forEach(
          (id, entry) -> {
            if (entry.revision > revision) {
              changed.add(entry.snapshot(id));
            }
          });
      return changed;
    } finally {
      lock.unlock();
    }
  }

  /** Number of the oldest trace that is kept; what has a lower one is gone. */
  public long oldest() {
    lock.lock();
    try {
      Iterator<Entry> entries = traces.values().iterator();
      return entries.hasNext() ? entries.next().number : number + 1;
    } finally {
      lock.unlock();
    }
  }

  /** The trace of the request to which a router gave this id, null if there is none. */
  public @Nullable StoredTrace ofRequest(String requestId) {
    lock.lock();
    try {
      Long id = byRequest.get(requestId);
      Entry entry = id == null ? null : traces.get(id);
      return id == null || entry == null ? null : entry.snapshot(id);
    } finally {
      lock.unlock();
    }
  }

  /** The trace whose id has this low half, null if there is none. */
  public @Nullable StoredTrace find(long traceIdLow) {
    lock.lock();
    try {
      Entry entry = traces.get(traceIdLow);
      return entry == null ? null : entry.snapshot(traceIdLow);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The trace of that id: 32 hex digits, 16 hex digits (the low half), or decimal, as logs and
   * other tools show it. Sixteen digits that could be either are taken as hex first.
   */
  public @Nullable StoredTrace find(String id) {
    StoredTrace found = null;
    if (id.matches("[0-9a-fA-F]{32}")) {
      found = find(Long.parseUnsignedLong(id.substring(16), 16));
      return found != null && sameHigh(found, id) ? found : null;
    }
    if (id.matches("[0-9a-fA-F]{16}")) {
      found = find(Long.parseUnsignedLong(id, 16));
    }
    if (found == null && id.matches("[0-9]{1,20}")) {
      try {
        found = find(Long.parseUnsignedLong(id));
      } catch (NumberFormatException over64Bits) {
        return null;
      }
    }
    return found;
  }

  private static boolean sameHigh(StoredTrace trace, String id) {
    long high = Long.parseUnsignedLong(id.substring(0, 16), 16);
    return trace.traceIdHigh() == 0 || trace.traceIdHigh() == high;
  }

  public int size() {
    lock.lock();
    try {
      return traces.size();
    } finally {
      lock.unlock();
    }
  }

  /** Heap that the traces take, estimated. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** How many traces had to make room. */
  public long droppedTraces() {
    lock.lock();
    try {
      return droppedTraces;
    } finally {
      lock.unlock();
    }
  }

  private static long size(DecodedSpan span) {
    long size = BYTES_PER_SPAN;
    size += text(span.service()) + text(span.name()) + text(span.resource()) + text(span.type());
    for (Map.Entry<String, String> tag : span.meta().entrySet()) {
      size += BYTES_PER_ENTRY + text(tag.getKey()) + text(tag.getValue());
    }
    for (String key : span.metrics().keySet()) {
      size += BYTES_PER_ENTRY + 24 + text(key);
    }
    for (Map.Entry<String, byte[]> document : span.metaStruct().entrySet()) {
      size += BYTES_PER_ENTRY + text(document.getKey()) + 16 + document.getValue().length;
    }
    size += span.spanLinks().toString().length() * 4L;
    size += span.spanEvents().toString().length() * 4L;
    return size;
  }

  private static long text(String text) {
    // Two bytes per character, the worst of the two encodings of a string.
    return BYTES_PER_STRING + 2L * text.length();
  }
}
