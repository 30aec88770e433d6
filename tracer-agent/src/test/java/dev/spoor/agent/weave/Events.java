package dev.spoor.agent.weave;

import java.util.ArrayList;
import java.util.List;

/** What test advice saw; the tests' copy, since everything of ours but advice comes from there. */
public final class Events {
  private static final List<String> SEEN = new ArrayList<>();

  private Events() {}

  public static synchronized void add(String event) {
    SEEN.add(event);
  }

  /** The events since the last call. */
  static synchronized List<String> take() {
    List<String> result = List.copyOf(SEEN);
    SEEN.clear();
    return result;
  }
}
