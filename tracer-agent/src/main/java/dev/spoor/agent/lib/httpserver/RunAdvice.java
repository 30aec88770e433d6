package dev.spoor.agent.lib.httpserver;

import dev.spoor.kind.ServedRequest;

/** The thread that reads a request and handles it. */
final class RunAdvice {
  private RunAdvice() {}

  static Object enter() {
    // What the server's executor brought along belongs to another request.
    return ServedRequest.push(null);
  }

  static void exit(Object before) {
    Exchange exchange = Exchange.onThread();
    ServedRequest.close(before);
    if (exchange != null) {
      exchange.handled();
    }
    if (exchange != null && exchange.isGivenUp()) {
      exchange.end();
    }
  }
}
