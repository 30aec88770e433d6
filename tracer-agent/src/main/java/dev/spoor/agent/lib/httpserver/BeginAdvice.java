package dev.spoor.agent.lib.httpserver;

import com.sun.net.httpserver.HttpExchange;

/** A request has been read. */
final class BeginAdvice {
  private BeginAdvice() {}

  static void after(HttpExchange self, Object inner) {
    Exchange.begin(self, inner);
  }
}
