package dev.spoor.agent.lib.sample;

import java.util.Locale;

/** Advice beside its plugin. */
final class Louder {
  private Louder() {}

  static Object replace(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
