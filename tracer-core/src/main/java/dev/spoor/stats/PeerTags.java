package dev.spoor.stats;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tags tell the peer of a call, as the Agent lists them. Only spans of kind client, producer
 * and consumer have peers. Immutable.
 */
final class PeerTags {
  static final PeerTags NONE = new PeerTags(List.of());

  private final Set<String> keys;

  PeerTags(List<String> keys) {
    this.keys = new HashSet<>(keys);
  }

  boolean wants(String kind) {
    return !keys.isEmpty()
        && (kind.equals("client") || kind.equals("producer") || kind.equals("consumer"));
  }

  /** Gives all of them that the span has to the probe, in whatever order. */
  void read(Span span, Probe probe) {
    @Nullable Object[] tags = span.ownTags();
    int end = Math.min(span.ownTagEnd(), tags.length);
    for (int i = 0; i < end; i += 2) {
      if (tags[i] instanceof String key
          && tags[i + 1] instanceof String value
          && !value.isEmpty()
          && keys.contains(key)) {
        probe.addPeer(key, value);
      }
    }
    Blueprint shared = span.blueprint();
    for (int i = 0; i < shared.size(); i++) {
      String key = shared.key(i);
      if (keys.contains(key) && !(span.isOverriding() && span.hasOwn(key))) {
        probe.addPeer(key, shared.value(i));
      }
    }
  }
}
