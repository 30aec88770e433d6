package dev.spoor.agent.weave;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import org.jspecify.annotations.Nullable;

/** Where the handlers in woven methods report to: advice threw, the application must not notice. */
final class FailedAdvice {
  private final String advice;
  private final @Nullable PluginState state;

  FailedAdvice(String advice, @Nullable PluginState state) {
    this.advice = advice;
    this.state = state;
  }

  /** Counts and tells; an error of the JVM itself goes on, since hiding it helps nobody. */
  void report(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
    if (isThreadDeath(thrown)) {
      throw (Error) thrown;
    }
    try {
      Counters.of("agent.advice.failed").increment();
      if (state != null) {
        state.failed.incrementAndGet();
      }
      Log.once("advice " + advice, "the advice " + advice + " failed and was skipped", thrown);
    } catch (RuntimeException e) {
      // A broken stream for our log is no reason to break the application.
      return;
    }
  }

  /** By name, because the class is deprecated for removal. */
  private static boolean isThreadDeath(Throwable thrown) {
    return thrown.getClass().getName().equals("java.lang.ThreadDeath");
  }
}
