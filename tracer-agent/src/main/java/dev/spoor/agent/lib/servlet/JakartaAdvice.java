package dev.spoor.agent.lib.servlet;

import org.jspecify.annotations.Nullable;

/** A servlet of the {@code jakarta} API is called. */
final class JakartaAdvice {
  private static final ServletCalls CALLS = new ServletCalls("jakarta.servlet");

  private JakartaAdvice() {}

  static @Nullable Object enter(Object self, Object request, Object response) {
    return CALLS.begin(request, response, self.getClass().getClassLoader());
  }

  static void exit(Object call, @Nullable Throwable thrown) {
    CALLS.end((ServletCall) call, thrown);
  }
}
