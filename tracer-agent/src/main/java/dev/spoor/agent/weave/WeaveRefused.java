package dev.spoor.agent.weave;

/** A class or method that is left as it is, with the reason. Carries no stack trace. */
final class WeaveRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  WeaveRefused(String reason) {
    super(reason, null, false, false);
  }
}
