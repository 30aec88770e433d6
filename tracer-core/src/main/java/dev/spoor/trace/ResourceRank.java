package dev.spoor.trace;

/**
 * Who may overwrite whose resource name: the same or a higher rank replaces, a lower one does not.
 */
public final class ResourceRank {
  public static final byte DEFAULT = 0;
  public static final byte URL_PATH = 1;
  public static final byte NOT_FOUND = 2;
  public static final byte ROUTE = 3;
  public static final byte CONFIGURED_PATTERN = 4;
  public static final byte TAG = 5;
  public static final byte BY_HAND = 6;

  private ResourceRank() {}
}
