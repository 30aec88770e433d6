package dev.spoor.agent.lib.httpserver;

import org.jspecify.annotations.Nullable;

/** Filters, one inside the other, and the handler in the innermost. */
final class ChainAdvice {
  private ChainAdvice() {}

  static @Nullable Object enter() {
    Exchange exchange = Exchange.onThread();
    if (exchange != null) {
      exchange.depth++;
    }
    return exchange;
  }

  static void exit(Object state, @Nullable Throwable thrown) {
    Exchange exchange = (Exchange) state;
    exchange.depth--;
    if (thrown != null) {
      exchange.thrown(thrown);
    }
  }
}
