package dev.spoor.agent.lib.httpserver;

/** The last byte of an answer is written. */
final class AnsweredAdvice {
  private AnsweredAdvice() {}

  static void after(Object self, Object inner) {
    Exchange.end(inner);
  }
}
