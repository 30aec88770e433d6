package dev.spoor.localagent.status;

import dev.spoor.wire.TraceTree;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;

/**
 * The part of {@code agent status} that is about traces, with the same fields in the same order, so
 * that a guide that says "look there" can be followed on a laptop. Thread safe.
 */
public final class StatusPage {
  private final Traffic traffic;
  private final Rates rates;
  private final String hostname;
  private final String receiver;
  private final LongSupplier uptimeSeconds;

  /**
   * @param receiver host and port that tracers send to
   */
  public StatusPage(
      Traffic traffic, Rates rates, String hostname, String receiver, LongSupplier uptimeSeconds) {
    this.traffic = traffic;
    this.rates = rates;
    this.hostname = hostname;
    this.receiver = receiver;
    this.uptimeSeconds = uptimeSeconds;
  }

  /** The page as plain text. */
  public String text() {
    StringBuilder page = new StringBuilder();
    Runtime memory = Runtime.getRuntime();
    page.append("=========\nAPM Agent\n=========\n");
    field(page, "Status", "Running");
    field(page, "Pid", Long.toString(ProcessHandle.current().pid()));
    field(page, "Uptime", uptimeSeconds.getAsLong() + " seconds");
    field(page, "Mem alloc", count(memory.totalMemory() - memory.freeMemory()) + " bytes");
    field(page, "Hostname", hostname);
    field(page, "Receiver", receiver);
    page.append("  Endpoints:\n    http://").append(receiver).append("/traces (kept here)\n");
    Traffic.Minute minute = traffic.minute();
    heading(page, "Receiver (previous minute)");
    receiver(page, minute.clients());
    rates(page);
    heading(page, "Writer (previous minute)");
    Tally kept = minute.kept();
    page.append(
        String.format(
            Locale.ROOT,
            "    Traces: %d payloads, %d traces, 0 events, %s bytes\n",
            kept.payloads,
            kept.traces,
            count(kept.bytes)));
    Tally stats = minute.stats();
    page.append(
        String.format(
            Locale.ROOT,
            "    Stats: %d payloads, %d stats buckets, %s bytes\n",
            stats.payloads,
            stats.traces,
            count(stats.bytes)));
    return page.toString();
  }

  private static void field(StringBuilder page, String name, String value) {
    page.append("  ").append(name).append(": ").append(TraceTree.printable(value)).append('\n');
  }

  private static void heading(StringBuilder page, String text) {
    page.append("\n  ").append(text).append("\n  ").append("=".repeat(text.length())).append('\n');
  }

  private static void receiver(StringBuilder page, Map<Client, Tally> clients) {
    if (clients.isEmpty()) {
      page.append("    No traces received in the previous minute.\n");
    }
    clients.forEach(
        (client, tally) -> {
          page.append("    From ").append(client.describe()).append('\n');
          page.append("      Traces received: ").append(tally.traces);
          page.append(" (").append(count(tally.bytes)).append(" bytes)\n");
          page.append("      Spans received: ").append(tally.spans).append('\n');
          String warning = warning(tally);
          if (!warning.isEmpty()) {
            page.append("      WARNING: ").append(warning).append('\n');
          }
        });
  }

  private static String warning(Tally tally) {
    StringJoiner parts = new StringJoiner(", ");
    reasons(parts, "traces_dropped", tally.dropped);
    reasons(parts, "spans_malformed", tally.malformed);
    return parts.toString();
  }

  private static void reasons(StringJoiner parts, String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      StringJoiner reasons = new StringJoiner(", ", what + "(", ")");
      counts.forEach((reason, count) -> reasons.add(reason + ":" + count));
      parts.add(reasons.toString());
    }
  }

  private void rates(StringBuilder page) {
    page.append(
        String.format(
            Locale.ROOT,
            "\n    Default priority sampling rate: %.1f%%\n",
            rates.defaultRate() * 100));
    rates
        .snapshot()
        .forEach(
            (key, rate) -> {
              // A real Agent leaves out services that have no env: the default covers them.
              if (!key.endsWith(",env:")) {
                page.append("    Priority sampling rate for '").append(TraceTree.printable(key));
                page.append(String.format(Locale.ROOT, "': %.1f%%\n", rate * 100));
              }
            });
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
