package dev.spoor.agent.lib.httpserver;

/** The status of the answer is known. */
final class StatusAdvice {
  private StatusAdvice() {}

  static void enter(Object self, int status) {
    Exchange exchange = Exchange.of(self);
    if (exchange != null) {
      exchange.status = status;
    }
  }
}
