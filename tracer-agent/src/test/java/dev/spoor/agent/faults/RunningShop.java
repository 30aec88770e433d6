package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.Shop;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import java.io.File;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A {@link Shop} in a JVM with the real agent, and what can be asked of it. */
final class RunningShop implements AutoCloseable {
  static final File AGENT =
      new File(System.getProperty("spoor.agent.jar", "target/tracer-agent.jar"));

  /** Only to tell a process that waits for the Agent from a slow machine. */
  private static final long HANG_SECONDS = 10;

  private static final String COUNTS = "Counts at exit: {";

  private final ForkedJvm jvm;

  RunningShop(ForkedJvm.Builder builder) {
    jvm = builder.start();
    jvm.awaitOut("ready"::equals);
  }

  /** A program of the scenario with the agent, which sends what is finished every 100 ms. */
  static ForkedJvm.Builder program(Class<?> main, FakeAgent agent) {
    return bare(main)
        .agent(AGENT)
        .sendingTo(agent)
        .environment("DD_SERVICE", "shop")
        .environment("DD_TRACE_FLUSH_INTERVAL", "0.1");
  }

  static ForkedJvm.Builder shop(FakeAgent agent) {
    // Debug, which some tests want for the counts, would print the settings as well.
    return program(Shop.class, agent).environment("DD_TRACE_STARTUP_LOGS", "false");
  }

  /** Without agent. */
  static ForkedJvm.Builder bare(Class<?> main) {
    return ForkedJvm.ofMain(main.getName())
        .options("-Xmx64m", "-XX:TieredStopAtLevel=1")
        .classPath("target/test-classes" + File.pathSeparator + database());
  }

  private static String database() {
    try {
      return new File(
              org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Has that many requests served by two threads, and checks that all of them were.
   *
   * @return the number of spans that this makes
   */
  int serve(int requests, String label) {
    String answer = "served " + requests + " failed 0";
    long before = count(answer);
    jvm.say("serve 2 " + requests + " " + label);
    jvm.awaitOut(line -> line.startsWith("served") && count(answer) > before);
    return requests * Shop.STATEMENTS;
  }

  private long count(String line) {
    return jvm.out().stream().filter(line::equals).count();
  }

  String threads() {
    jvm.say("threads");
    return jvm.awaitOut(line -> line.startsWith("threads"));
  }

  /** Returns from the application's main and waits for the end of the process. */
  RunningShop end() {
    jvm.say("end");
    assertEnds(jvm);
    return this;
  }

  /** The process ends by itself, with that exit code 0, and without waiting for an Agent. */
  static void assertEnds(ForkedJvm jvm) {
    try {
      assertThat(jvm.process().waitFor(HANG_SECONDS, TimeUnit.SECONDS))
          .as(jvm.describe("does not end"))
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(jvm.awaitExit()).as(jvm.describe("exit code")).isZero();
  }

  ForkedJvm jvm() {
    return jvm;
  }

  List<String> err() {
    return jvm.err();
  }

  /** What the tracer tells a user who has not asked for debug lines, which come with stacks. */
  List<String> told() {
    return jvm.err().stream()
        .filter(line -> line.startsWith("[spoor]") && !line.startsWith("[spoor] DEBUG"))
        .toList();
  }

  /** The counts of a process that has ended, which debug must be on for. */
  Map<String, Long> counts() {
    String line = jvm.awaitErr(each -> each.contains(COUNTS));
    Map<String, Long> counts = new TreeMap<>();
    String text = line.substring(line.indexOf(COUNTS) + COUNTS.length(), line.length() - 1);
    for (String entry : text.split(", ")) {
      String[] pair = entry.split("=");
      counts.put(pair[0], Long.parseLong(pair[1]));
    }
    return counts;
  }

  /** Each span that was made was delivered or dropped, and is counted as what it was. */
  static void assertEverySpanCounted(Map<String, Long> counts, long made) {
    long delivered = counts.getOrDefault("flush.spans.total", 0L);
    long dropped =
        counts.getOrDefault("queue.dropped.spans", 0L)
            + counts.getOrDefault("send.dropped.spans", 0L)
            + counts.getOrDefault("encode.dropped.spans", 0L);
    assertThat(counts.get("span.pending.finished")).as("made, of %s", counts).isEqualTo(made);
    assertThat(delivered + dropped).as("delivered and dropped, of %s", counts).isEqualTo(made);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
