package dev.spoor.agent.lib.httpserver;

/** An exchange is closed, by an application that may not have answered it. */
final class CloseAdvice {
  private CloseAdvice() {}

  static Object enter(Object self) {
    return self;
  }

  static void exit(Object self) {
    Exchange.end(self);
  }
}
