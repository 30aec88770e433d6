package dev.spoor.trace;

/**
 * Kinds of call of which only the outermost makes a span: a pool's wrapper around a driver's
 * statement is one database call, not two.
 */
public final class ExclusiveCall {
  public static final byte NONE = 0;
  public static final byte DATABASE = 1;
  public static final byte CACHE = 2;
  public static final byte HTTP_CLIENT = 3;

  private ExclusiveCall() {}
}
