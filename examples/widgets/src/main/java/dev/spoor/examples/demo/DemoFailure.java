package dev.spoor.examples.demo;

/** The demo cannot go on; the message says why, for a person to read. */
final class DemoFailure extends Exception {

  private static final long serialVersionUID = 1;

  DemoFailure(String message) {
    super(message);
  }
}
