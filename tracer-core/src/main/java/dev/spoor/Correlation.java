package dev.spoor;

import org.jspecify.annotations.Nullable;

/** Stand-in with the agreed shape until the tracer is there; the tracer's own version replaces it. */
public final class Correlation {
  private Correlation() {}

  public static @Nullable String traceId() {
    return null;
  }

  public static @Nullable String spanId() {
    return null;
  }

  public static @Nullable String service() {
    return null;
  }

  public static @Nullable String env() {
    return null;
  }

  public static @Nullable String version() {
    return null;
  }
}
