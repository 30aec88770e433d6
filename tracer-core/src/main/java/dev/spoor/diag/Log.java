package dev.spoor.diag;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tracer's own log: single lines on standard error, rare by design.
 *
 * <p>It is no logging framework on purpose. The agent speaks before the application's framework is
 * up, and waking {@code java.util.logging} early breaks applications that install their own
 * manager. Lines never hold a stack trace unless debug is on, because the usual causes (no Agent, a
 * bad setting) are explained by one sentence.
 *
 * <p>Thread safe. Nothing here throws.
 */
public final class Log {
  /** Causes that were told already; bounded by the number of call sites that use {@link #once}. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private static final int MAX_CAUSES = 1_000;

  private static volatile boolean debug;
  private static volatile PrintStream out = System.err;

  private Log() {}

  /** Turns debug lines on or off; they are off until a setting asks for them. */
  public static void setDebug(boolean on) {
    debug = on;
  }

  public static boolean isDebug() {
    return debug;
  }

  /** Redirects the lines, for tests. */
  public static void setOutput(PrintStream stream) {
    out = stream;
  }

  public static void info(String message) {
    print("INFO", message, null);
  }

  public static void warn(String message) {
    print("WARN", message, null);
  }

  public static void debug(String message, @Nullable Throwable cause) {
    if (debug) {
      print("DEBUG", message, cause);
    }
  }

  /**
   * Tells of a cause the first time it is seen in this process and stays silent afterwards; whoever
   * calls this counts each case in {@link Counters}.
   *
   * @param cause a short key, the same for all cases of one cause
   */
  public static void once(String cause, String message, @Nullable Throwable thrown) {
    if (TOLD.size() < MAX_CAUSES && TOLD.add(cause)) {
      print("WARN", thrown == null ? message : message + ": " + thrown, debug ? thrown : null);
    } else {
      debug(message, thrown);
    }
  }

  private static void print(String level, String message, @Nullable Throwable cause) {
    // One println call per line, so that lines of several threads do not mix.
    String line = "[spoor] " + level + " " + message.replace('\n', ' ').replace('\r', ' ');
    PrintStream stream = out;
    stream.println(line);
    if (cause != null) {
      cause.printStackTrace(stream);
    }
  }
}
