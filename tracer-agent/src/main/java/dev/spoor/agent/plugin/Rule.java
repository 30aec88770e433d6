package dev.spoor.agent.plugin;

import java.util.List;

/** What happens to the methods that any of the selectors names. */
public record Rule(List<Selector> selectors, Action action) {
  /** Whether a method falls under this rule. */
  public boolean covers(String methodName, String descriptor) {
    for (Selector selector : selectors) {
      if (selector.matches(methodName, descriptor)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class may be one of a family because it declares this method. */
  public boolean tells(String methodName, String descriptor) {
    for (Selector selector : selectors) {
      if (!selector.incidental() && selector.matches(methodName, descriptor)) {
        return true;
      }
    }
    return false;
  }
}
