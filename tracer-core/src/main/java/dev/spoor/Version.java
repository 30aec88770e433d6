package dev.spoor;

/** The tracer's own version, as it is told to the Agent in {@code Datadog-Meta-Tracer-Version}. */
public final class Version {
  /** Kept equal to the version in the parent POM by a test. */
  public static final String CURRENT = "0.1.0";

  private Version() {}
}
