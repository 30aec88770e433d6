package dev.spoor.trace;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids: how they are made and written.
 *
 * <p>A trace id has 128 bits. Its low half is random and positive (63 bits, never 0); its high half
 * is the second of its birth in the upper 32 bits and zeros below, or 0 where 128-bit ids are off.
 * A span id is random, positive and never 0. On the wire and in logs ids are unsigned.
 */
public final class TraceId {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private TraceId() {}

  /** A new span id, or the low half of a new trace id: 1 to 2^63-1. */
  static long random() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE;
    } while (id == 0);
    return id;
  }

  /** The high half of a trace id that is born at {@code epochNanos}. */
  static long highHalf(long epochNanos) {
    return (epochNanos / 1_000_000_000L) << 32;
  }

  /** 32 lower-case hex digits. */
  @SuppressWarnings("deprecation") // the constructor that makes a Latin-1 string in one copy
  public static String hex(long high, long low) {
    byte[] digits = new byte[32];
    writeHex(high, digits, 0);
    writeHex(low, digits, 16);
    return new String(digits, 0);
  }

  /** 16 lower-case hex digits. */
  @SuppressWarnings("deprecation")
  public static String hex(long id) {
    byte[] digits = new byte[16];
    writeHex(id, digits, 0);
    return new String(digits, 0);
  }

  /** Writes 16 lower-case hex digits at {@code offset}. */
  public static void writeHex(long id, byte[] target, int offset) {
    long rest = id;
    for (int i = offset + 15; i >= offset; i--) {
      target[i] = HEX[(int) rest & 0xf];
      rest >>>= 4;
    }
  }

  /** Unsigned decimal digits, as {@code x-datadog-*} headers and log lines carry span ids. */
  public static String decimal(long id) {
    return Long.toUnsignedString(id);
  }
}
