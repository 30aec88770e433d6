package dev.spoor.localagent;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where local-agent listens and how much it keeps.
 *
 * @param host {@code DD_BIND_HOST}; a name or address of an interface, or 0.0.0.0 for all
 * @param port {@code DD_APM_RECEIVER_PORT}; 0 takes any free one
 * @param statsdPort {@code DD_DOGSTATSD_PORT}; 0 takes any free one, {@link #NO_STATSD} none at all
 *     ({@code DD_USE_DOGSTATSD=false})
 * @param logFiles {@code LOCAL_AGENT_LOG_FILES}, separated as paths are; files to follow
 */
public record Settings(
    String host, int port, int statsdPort, List<String> logFiles, Limits limits) {
  static final int NO_STATSD = -1;
  private static final int DEFAULT_PORT = 8126;
  private static final int DEFAULT_STATSD_PORT = 8125;

  public Settings {
    logFiles = List.copyOf(logFiles);
  }

  /**
   * What is kept; the oldest go first.
   *
   * @param traces {@code LOCAL_AGENT_MAX_TRACES}
   * @param traceBytes {@code LOCAL_AGENT_MAX_BYTES}; heap that the traces may take, roughly
   * @param logs {@code LOCAL_AGENT_MAX_LOGS}; log lines
   * @param logBytes {@code LOCAL_AGENT_MAX_LOG_BYTES}; heap that the log lines may take, roughly
   * @param series {@code LOCAL_AGENT_MAX_SERIES}; metrics, each set of tags counted by itself
   */
  public record Limits(int traces, long traceBytes, int logs, long logBytes, int series) {
    private static final Limits DEFAULT =
        new Limits(10_000, heap(64, 4), 20_000, heap(24, 10), 1_000);

    /** That many megabytes; less if the heap is small, which must have room for decoding. */
    private static long heap(int megabytes, int share) {
      return Math.min(megabytes * 1_048_576L, Runtime.getRuntime().maxMemory() / share);
    }
  }

  /**
   * Reads the settings from environment variables; an empty one counts as unset, a bad one is told
   * in one line and replaced by its default.
   *
   * @param arguments more files to follow
   */
  static Settings from(List<String> arguments, Map<String, String> env, PrintStream complaints) {
    Numbers numbers = new Numbers(env, complaints);
    Limits limits = Limits.DEFAULT;
    String host = env.get("DD_BIND_HOST");
    boolean statsd = !"false".equalsIgnoreCase(env.getOrDefault("DD_USE_DOGSTATSD", "").strip());
    return new Settings(
        host == null || host.isBlank() ? "localhost" : host.strip(),
        (int) numbers.get("DD_APM_RECEIVER_PORT", 0, 65_535, DEFAULT_PORT),
        statsd ? (int) numbers.get("DD_DOGSTATSD_PORT", 0, 65_535, DEFAULT_STATSD_PORT) : NO_STATSD,
        files(arguments, env),
        new Limits(
            (int) numbers.get("LOCAL_AGENT_MAX_TRACES", 1, 1_000_000, limits.traces),
            numbers.get("LOCAL_AGENT_MAX_BYTES", 1, Long.MAX_VALUE, limits.traceBytes),
            (int) numbers.get("LOCAL_AGENT_MAX_LOGS", 1, 10_000_000, limits.logs),
            numbers.get("LOCAL_AGENT_MAX_LOG_BYTES", 1, Long.MAX_VALUE, limits.logBytes),
            (int) numbers.get("LOCAL_AGENT_MAX_SERIES", 1, 1_000_000, limits.series)));
  }

  private static List<String> files(List<String> arguments, Map<String, String> env) {
    List<String> files = new ArrayList<>(arguments);
    for (String file :
        env.getOrDefault("LOCAL_AGENT_LOG_FILES", "").split(File.pathSeparator, 100)) {
      if (!file.isBlank()) {
        files.add(file.strip());
      }
    }
    return files;
  }

  /** Whole numbers of the environment. */
  private record Numbers(Map<String, String> env, PrintStream complaints) {
    long get(String name, long lowest, long highest, long fallback) {
      String text = env.get(name);
      if (text == null || text.isBlank()) {
        return fallback;
      }
      Long value = parse(text.strip());
      if (value == null || value < lowest || value > highest) {
        complaints.printf(
            "local-agent: %s must be a number from %d to %d; using %d%n",
            name, lowest, highest, fallback);
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
}
