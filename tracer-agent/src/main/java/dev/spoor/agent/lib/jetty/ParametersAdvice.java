package dev.spoor.agent.lib.jetty;

import dev.spoor.context.Context;
import dev.spoor.kind.ServedRequest;
import org.jspecify.annotations.Nullable;

/** The application has asked for parameters: the log line may have them, too. */
final class ParametersAdvice {
  private ParametersAdvice() {}

  static void after(@Nullable Object parsed) {
    if (Context.current() instanceof ServedRequest served) {
      served.setParameters(parsed);
    }
  }
}
