package dev.spoor.trace;

/** Who may overwrite whose error flag: the same or a higher rank replaces, a lower one does not. */
public final class ErrorRank {
  /** On a server span the status decides: it is set last, by the same rank as the exception's. */
  public static final byte HTTP_SERVER = -1;

  public static final byte DEFAULT = 0;
  public static final byte BY_HAND = 1;

  /** The application has said that all is well in spite of what it said before. */
  public static final byte FINAL = 2;

  private ErrorRank() {}
}
