package dev.spoor.agent.lib.servlet;

import org.jspecify.annotations.Nullable;

/** A servlet of the {@code javax} API is called. */
final class JavaxAdvice {
  private static final ServletCalls CALLS = new ServletCalls("javax.servlet");

  private JavaxAdvice() {}

  static @Nullable Object enter(Object self, Object request, Object response) {
    return CALLS.begin(request, response, self.getClass().getClassLoader());
  }

  static void exit(Object call, @Nullable Throwable thrown) {
    CALLS.end((ServletCall) call, thrown);
  }
}
