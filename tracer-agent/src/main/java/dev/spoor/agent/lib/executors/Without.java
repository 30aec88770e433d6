package dev.spoor.agent.lib.executors;

import dev.spoor.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Advice: the body runs with nothing current. For methods that start a worker or a repeated task,
 * which would otherwise belong for ever to the request that happened to come first.
 */
final class Without {
  private Without() {}

  /** Null, and so no exit, when nothing is current: the state is the context to put back. */
  static @Nullable Object enter() {
    Context current = Context.current();
    if (current != null) {
      Context.swap(null);
    }
    return current;
  }

  static void exit(Object before) {
    Context.swap((Context) before);
  }
}
