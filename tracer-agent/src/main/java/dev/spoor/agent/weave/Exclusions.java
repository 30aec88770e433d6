package dev.spoor.agent.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * Classes that the settings leave alone ({@code DD_TRACE_CLASSES_EXCLUDE}): full names, or {@code
 * prefix.*} for all names that begin like that. Immutable.
 */
final class Exclusions {
  private final String[] names;
  private final String[] prefixes;

  Exclusions(List<String> patterns) {
    List<String> whole = new ArrayList<>();
    List<String> begins = new ArrayList<>();
    for (String pattern : patterns) {
      String internal = pattern.replace('.', '/');
      if (internal.endsWith("*")) {
        begins.add(internal.substring(0, internal.length() - 1));
      } else {
        whole.add(internal);
      }
    }
    names = whole.toArray(new String[0]);
    prefixes = begins.toArray(new String[0]);
  }

  /**
   * Whether that class is left alone.
   *
   * @param internalName with slashes
   */
  boolean covers(String internalName) {
    for (String name : names) {
      if (name.equals(internalName)) {
        return true;
      }
    }
    for (String prefix : prefixes) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
