package dev.spoor.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent said about statistics: whether they are wanted, which kinds of spans count, which
 * tags tell a peer, and which traces it ignores. Immutable, replaced as a whole.
 */
final class StatsPlan {
  private static final List<String> KINDS = List.of("server", "client", "producer", "consumer");

  /** Nothing is known yet: spans are counted, so that none is missed if the Agent wants them. */
  static final StatsPlan UNKNOWN = new StatsPlan(true, false, PeerTags.NONE, KINDS, null);

  /** The Agent counts. */
  static final StatsPlan OFF = new StatsPlan(false, false, PeerTags.NONE, KINDS, null);

  final boolean counts;
  final boolean agreed;
  final PeerTags peerTags;
  final @Nullable IgnoredTraces ignored;
  private final List<String> kinds;

  private StatsPlan(
      boolean counts,
      boolean agreed,
      PeerTags peerTags,
      List<String> kinds,
      @Nullable IgnoredTraces ignored) {
    this.counts = counts;
    this.agreed = agreed;
    this.peerTags = peerTags;
    this.kinds = kinds;
    this.ignored = ignored;
  }

  /** The plan for an Agent that takes statistics, by what its {@code /info} says. */
  static StatsPlan agreed(Map<?, ?> info) {
    List<String> kinds = strings(info.get("span_kinds_stats_computed"));
    return new StatsPlan(
        true,
        true,
        new PeerTags(strings(info.get("peer_tags"))),
        kinds.isEmpty() ? KINDS : kinds,
        IgnoredTraces.of(info));
  }

  private static List<String> strings(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  boolean isCounted(String kind) {
    return kinds.contains(kind);
  }

  /** A span.kind in lower case; nearly always it is. */
  static String kind(@Nullable Object tag) {
    if (!(tag instanceof String kind)) {
      return "";
    }
    for (int i = 0; i < kind.length(); i++) {
      char c = kind.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return kind.toLowerCase(Locale.ROOT);
      }
    }
    return kind;
  }

  /** A pattern of the Agent's, whose dialect is another one; null if it cannot be read here. */
  static @Nullable Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }
}
