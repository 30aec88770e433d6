package dev.spoor.benchmarks.overhead;

import java.util.Locale;

/** How the receiver of the contenders' spans behaves. */
enum Peer {
  /** Takes all. */
  UP,
  /** Nobody listens. */
  DOWN,
  /** Accepts connections and requests, and never answers. */
  HANGING,
  /** Answers every request with status 500. */
  FAILING;

  static Peer named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no such state of the Agent: " + name, e);
    }
  }

  /** As it is given on the command line. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
