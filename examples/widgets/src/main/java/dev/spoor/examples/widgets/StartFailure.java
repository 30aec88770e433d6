package dev.spoor.examples.widgets;

/**
 * The application cannot start; the message says in one line what to do about it, and no secret.
 */
final class StartFailure extends RuntimeException {

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
