package dev.spoor.testing;

/** Ways in which a {@link FakeAgent} behaves badly towards every request until told otherwise. */
public enum Fault {
  /** Behaves well. */
  NONE,
  /** Accepts connections and never reads a byte from them, so that senders fill up the socket. */
  NEVER_READ,
  /** Reads whole requests and never answers them. */
  NEVER_ANSWER,
  /** Answers one byte at a time, with a pause before each; see {@link FakeAgent#dripDelay}. */
  DRIP,
  /** Answers with bytes that are not HTTP. */
  GARBAGE,
  /** Answers with a good status line and a body that is no JSON. */
  GARBAGE_BODY,
  /** Reads the whole request and closes the connection without an answer. */
  HANG_UP
}
