package dev.spoor.telemetry;

import java.util.ArrayList;
import java.util.List;

/** The integrations of this process, as whoever installs them reports. Thread safe. */
public final class Integrations {
  private static volatile List<Integration> known = List.of();

  private Integrations() {}

  /**
   * One of them.
   *
   * @param enabled whether it is in use, as far as the settings go
   */
  record Integration(String name, boolean enabled) {}

  /** Reports all at once. */
  public static void report(List<String> enabled, List<String> disabled) {
    List<Integration> all = new ArrayList<>(enabled.size() + disabled.size());
    for (String name : enabled) {
      all.add(new Integration(name, true));
    }
    for (String name : disabled) {
      all.add(new Integration(name, false));
    }
    known = List.copyOf(all);
  }

  /** A new list whenever something was reported. */
  static List<Integration> known() {
    return known;
  }
}
