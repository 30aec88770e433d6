package dev.spoor.agent.plugin;

/**
 * Remembers types, so that a plugin need not look up objects of which it can have no note: a
 * wrapper's class never is one that a driver made. Asking costs a few nanoseconds.
 *
 * <p>Holds no class, and lets no class hold the plugin: what hangs on the class is a type of the
 * JDK. Thread safe; a type that one thread has just added may not be seen by another yet, unless
 * the object came to it with the usual happens-before.
 */
public final class SeenTypes {
  private final ClassValue<boolean[]> seen =
      new ClassValue<>() {
        @Override
        protected boolean[] computeValue(Class<?> type) {
          return new boolean[1];
        }
      };

  public void add(Class<?> type) {
    seen.get(type)[0] = true;
  }

  public boolean has(Class<?> type) {
    return seen.get(type)[0];
  }
}
