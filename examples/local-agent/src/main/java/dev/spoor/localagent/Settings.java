package dev.spoor.localagent;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where local-agent listens and how much it keeps.
 *
 * @param host {@code DD_BIND_HOST}; a name or address of an interface, or 0.0.0.0 for all
 * @param port {@code DD_APM_RECEIVER_PORT}; 0 takes any free one
 * @param maxTraces {@code LOCAL_AGENT_MAX_TRACES}; the oldest go first
 * @param maxBytes {@code LOCAL_AGENT_MAX_BYTES}; heap that the kept traces may take, roughly
 */
public record Settings(String host, int port, int maxTraces, long maxBytes) {
  private static final int DEFAULT_PORT = 8126;
  private static final int DEFAULT_TRACES = 1_000;
  private static final long DEFAULT_BYTES = 64L * 1024 * 1024;

  /**
   * Reads the settings from environment variables; an empty one counts as unset, a bad one is told
   * in one line and replaced by its default.
   */
  static Settings from(Map<String, String> env, PrintStream complaints) {
    // A quarter of the heap, so that a small one still has room for decoding.
    long bytes = Math.min(DEFAULT_BYTES, Runtime.getRuntime().maxMemory() / 4);
    String host = env.get("DD_BIND_HOST");
    return new Settings(
        host == null || host.isBlank() ? "localhost" : host.strip(),
        (int) number(env, "DD_APM_RECEIVER_PORT", 0, 65_535, DEFAULT_PORT, complaints),
        (int) number(env, "LOCAL_AGENT_MAX_TRACES", 1, 1_000_000, DEFAULT_TRACES, complaints),
        number(env, "LOCAL_AGENT_MAX_BYTES", 1, Long.MAX_VALUE, bytes, complaints));
  }

  private static long number(
      Map<String, String> env,
      String name,
      long lowest,
      long highest,
      long fallback,
      PrintStream complaints) {
    String text = env.get(name);
    if (text == null || text.isBlank()) {
      return fallback;
    }
    Long value = parse(text.strip());
    if (value == null || value < lowest || value > highest) {
      complaints.println(
          "local-agent: "
              + name
              + " must be a number from "
              + lowest
              + " to "
              + highest
              + "; using "
              + fallback);
      return fallback;
    }
    return value;
  }

  private static @Nullable Long parse(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
