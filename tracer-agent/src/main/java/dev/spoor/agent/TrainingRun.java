package dev.spoor.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether this JVM runs only to record its classes for an ahead-of-time cache.
 *
 * <p>Such a run keeps no woven class, so weaving would make the cache smaller; and JDK 25 crashes
 * when it writes the cache if {@code java.lang.Thread} has been woven. The JVM itself is asked,
 * because the options can come from a command line, a file or a variable. JDKs that record without
 * this (17, and class-data archives written at exit) have their own rules for agents and refuse.
 */
final class TrainingRun {
  private TrainingRun() {}

  /** Whether classes are being recorded; false where the JVM cannot say. */
  static boolean isOn(Instrumentation instrumentation) {
    if (Runtime.version().feature() < 24) {
      return false;
    }
    try {
      Set<Module> us = Set.of(TrainingRun.class.getModule());
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of("jdk.internal.misc", us),
          Map.of(),
          Set.of(),
          Map.of());
      return (boolean)
          Class.forName("jdk.internal.misc.CDS").getMethod("isDumpingStaticArchive").invoke(null);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false;
    }
  }
}
