package dev.spoor.stats;

import dev.spoor.diag.Counters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group of a span.
 *
 * <p>Look-ups of known spans take no lock and allocate nothing: a table with open addressing that
 * is only ever added to, or replaced as a whole. Several entries may lead to one group, since the
 * Agent spells names in its own way; the group is known by the Agent's spelling.
 *
 * <p>New groups are entered under a lock, as long as there is room; groups that counted nothing for
 * half a minute are taken out.
 */
final class GroupTable {
  private static final LongAdder COLLAPSED = Counters.of("stats.collapsed_spans");

  private static final int FIRST_SIZE = 128;
  private static final int IDLE_DRAINS = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final int maxGroups;
  private final Map<Group.Key, Group> groups = new HashMap<>();
  private volatile AtomicReferenceArray<@Nullable Entry> table =
      new AtomicReferenceArray<>(FIRST_SIZE);
  private volatile Limits limits = new Limits();
  private int entries;

  /** Taken out lately, and drained once more: somebody may still have been counting. */
  private List<Group> leaving = List.of();

  private record Entry(Probe probe, Group group) {}

  GroupTable(int maxGroups) {
    this.maxGroups = maxGroups;
  }

  /** The group of the span that the probe has read; the probe may be changed. */
  Group find(Probe probe) {
    Group known = lookUp(probe);
    if (known != null) {
      return known;
    }
    if (limits.apply(probe)) {
      COLLAPSED.increment();
      known = lookUp(probe);
      if (known != null) {
        return known;
      }
    }
    return enter(probe);
  }

  private @Nullable Group lookUp(Probe probe) {
    AtomicReferenceArray<@Nullable Entry> all = table;
    int mask = all.length() - 1;
    for (int at = probe.hash & mask; ; at = at + 1 & mask) {
      Entry entry = all.getAcquire(at);
      if (entry == null) {
        return null;
      }
      if (entry.probe.matches(probe)) {
        return entry.group;
      }
    }
  }

  private Group enter(Probe probe) {
    lock.lock();
    try {
      Group known = lookUp(probe);
      if (known != null) {
        return known;
      }
      Group group = groups.get(key(probe));
      // Spellings are bounded like groups: a peer's address is one, for example.
      if (entries >= maxGroups * 2 || (group == null && groups.size() >= maxGroups)) {
        if (group != null) {
          return group;
        }
        COLLAPSED.increment();
        Limits.blockAll(probe);
        known = lookUp(probe);
        if (known != null) {
          return known;
        }
        group = groups.get(key(probe));
      }
      if (group == null) {
        group = new Group(key(probe));
        groups.put(group.key, group);
      }
      put(new Entry(probe.copy(), group));
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void put(Entry entry) {
    AtomicReferenceArray<@Nullable Entry> all = table;
    if (entries * 2 >= all.length()) {
      all = grown(all);
    }
    insert(all, entry);
    entries++;
    table = all;
  }

  private static AtomicReferenceArray<@Nullable Entry> grown(
      AtomicReferenceArray<@Nullable Entry> from) {
    AtomicReferenceArray<@Nullable Entry> to = new AtomicReferenceArray<>(from.length() * 2);
    for (int i = 0; i < from.length(); i++) {
      Entry entry = from.getPlain(i);
      if (entry != null) {
        insert(to, entry);
      }
    }
    return to;
  }

  private static void insert(AtomicReferenceArray<@Nullable Entry> into, Entry entry) {
    int mask = into.length() - 1;
    int at = entry.probe.hash & mask;
    while (into.getPlain(at) != null) {
      at = at + 1 & mask;
    }
    into.setRelease(at, entry);
  }

  private static Group.Key key(Probe probe) {
    String operation = Names.operation(probe.operation);
    List<String> peers = new ArrayList<>(probe.peerEnd / 2);
    for (int i = 0; i < probe.peerEnd; i += 2) {
      peers.add(probe.peers[i] + ":" + PeerAddress.quantise(String.valueOf(probe.peers[i + 1])));
    }
    peers.sort(null);
    return new Group.Key(
        Names.service(probe.service),
        operation,
        Names.resource(probe.resource, operation),
        Names.type(probe.type),
        probe.kind,
        probe.httpStatus,
        probe.grpcStatus,
        probe.synthetics,
        probe.traceRoot,
        probe.serviceSource,
        probe.httpMethod,
        probe.httpEndpoint,
        List.copyOf(peers));
  }

  /** All groups that may have counted something. */
  Collection<Group> all() {
    lock.lock();
    try {
      List<Group> all = new ArrayList<>(groups.values());
      all.addAll(leaving);
      return all;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return groups.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out groups that have been idle for some drains. */
  void evict() {
    lock.lock();
    try {
      List<Group> gone = new ArrayList<>();
      for (Group group : groups.values()) {
        if (group.idle >= IDLE_DRAINS && group.isEmpty()) {
          gone.add(group);
        }
      }
      leaving = gone;
      if (gone.isEmpty()) {
        return;
      }
      gone.forEach(group -> groups.remove(group.key));
      rebuild();
    } finally {
      lock.unlock();
    }
  }

  /** A table of the entries whose groups are still there, and limits that know only these. */
  private void rebuild() {
    AtomicReferenceArray<@Nullable Entry> old = table;
    AtomicReferenceArray<@Nullable Entry> kept = new AtomicReferenceArray<>(old.length());
    Limits fresh = new Limits();
    int count = 0;
    for (int i = 0; i < old.length(); i++) {
      Entry entry = old.getPlain(i);
      if (entry != null && groups.get(entry.group.key) == entry.group) {
        fresh.apply(entry.probe.copy());
        insert(kept, entry);
        count++;
      }
    }
    entries = count;
    limits = fresh;
    table = kept;
  }
}
