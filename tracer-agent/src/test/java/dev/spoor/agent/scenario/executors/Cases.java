package dev.spoor.agent.scenario.executors;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs cases and prints one line for each: {@code ok <name>} or {@code WRONG <name>: <why>}. */
final class Cases {
  private static final long PATIENCE_SECONDS = 20;

  private Cases() {}

  /** The body of a case. */
  interface Body {
    void run() throws Exception;
  }

  /** Where tasks report which context they saw. */
  static final class Seen {
    private final LinkedBlockingQueue<String> reports = new LinkedBlockingQueue<>();

    /** Reports the current context. */
    void report() {
      reports.add(Probe.current());
    }

    /** Reports the current context and hands on a value. */
    <T> T passing(T value) {
      report();
      return value;
    }

    /** A function that reports. */
    <A, V> Function<A, V> reporting(V value) {
      return argument -> passing(value);
    }

    /** The next report. */
    String next() throws InterruptedException {
      String report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return report == null ? "no report" : report;
    }

    void expect(String... expected) throws InterruptedException {
      for (String each : expected) {
        same(each, next());
      }
    }
  }

  static void run(String name, Body body) {
    try {
      body.run();
      same("none", Probe.current());
      System.out.println("ok " + name);
    } catch (Throwable e) {
      System.out.println("WRONG " + name + ": " + e);
      e.printStackTrace(System.out);
    }
  }

  static void same(Object expected, Object actual) {
    if (expected == null ? actual != null : !expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but got " + actual);
    }
  }

  static void identical(Object expected, Object actual) {
    if (expected != actual) {
      throw new AssertionError("expected the very object " + expected + " but got " + actual);
    }
  }

  /** A body that may throw, as a Runnable. */
  static Runnable unchecked(Body body) {
    return () -> {
      try {
        body.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Runs a body under a context. */
  static void under(String name, Body body) {
    Probe.under(name, unchecked(body));
  }
}
