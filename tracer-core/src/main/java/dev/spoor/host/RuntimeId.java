package dev.spoor.host;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A UUID of this process: on spans, metrics, statistics and telemetry alike. */
public final class RuntimeId {
  private static final String VALUE = random();

  private RuntimeId() {}

  /** The same for the life of the process. */
  public static String value() {
    return VALUE;
  }

  /** A version 4 UUID. Not from SecureRandom: it must be unlike others, not secret. */
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low).toString();
  }
}
