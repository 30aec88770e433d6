package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.WebShop;
import dev.spoor.testing.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how much of what a saturated web application serves without agent it serves with the
 * agent, while the Agent is healthy, absent, hanging, or answers 500.
 *
 * <p>All processes of a heap size run side by side; each round gives each of them one burst of
 * requests, in random order, and is compared with the burst without agent of the same round, so
 * that what disturbs the machine disturbs all alike. Two ratios come of it: by the time that passed
 * and by the processor time of the application's process. On a machine that does other work as well
 * only the second means anything; on one that is saturated by this alone they are the same. Printed
 * are medians and quartiles over the rounds. No figure is asserted: it would be a coin toss.
 */
@EnabledIfSystemProperty(
    named = "spoor.saturation",
    matches = "true",
    disabledReason = "a measurement of minutes; -Dspoor.saturation=true runs it")
class SaturationIT {
  private static final String[] HEAPS = {"-Xmx64m", "-Xmx512m"};
  private static final int WARM_ROUNDS = Integer.getInteger("spoor.saturation.warm", 6);
  private static final int ROUNDS = Integer.getInteger("spoor.saturation.rounds", 9);
  private static final int REQUESTS = Integer.getInteger("spoor.saturation.requests", 2000);

  private static final String NONE = "none";

  @TempDir private Path directory;

  /** One process, its Agent, and what each round took. */
  private record Contender(
      CheapAgent agent, ForkedJvm jvm, int port, List<Double> elapsed, List<Double> processor) {

    void burst() throws Exception {
      double before = processorNanos();
      elapsed.add((double) BurstClient.burst(port, REQUESTS));
      processor.add(processorNanos() - before);
    }

    private double processorNanos() {
      return jvm.process().info().totalCpuDuration().orElseThrow().toNanos();
    }
  }

  @Test
  void printsTheShareOfRequestsThatAreServedWithTheAgent() throws Exception {
    for (String heap : HEAPS) {
      measure(heap);
    }
  }

  private void measure(String heap) throws Exception {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    try {
      contenders.put(NONE, start(heap, NONE, 200));
      contenders.put("healthy", start(heap, "healthy", 200));
      contenders.put("absent", start(heap, "absent", -1));
      contenders.put("hang", start(heap, "hang", 0));
      contenders.put("500", start(heap, "500", 500));
      List<Contender> order = new ArrayList<>(contenders.values());
      for (int round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
        Collections.shuffle(order, new Random());
        for (Contender each : order) {
          each.burst();
        }
      }
      contenders.forEach((name, each) -> print(heap, name, each, contenders.get(NONE)));
    } finally {
      for (Contender each : contenders.values()) {
        each.jvm.close();
        each.agent.close();
      }
    }
  }

  private Contender start(String heap, String name, int status) throws Exception {
    CheapAgent agent = new CheapAgent(status);
    File work = directory.resolve(heap + name).toFile();
    assertThat(work.mkdirs()).isTrue();
    ForkedJvm.Builder builder =
        ForkedJvm.ofMain(WebShop.class.getName())
            .options(heap)
            .classPath(libraries())
            .environment("DD_SERVICE", "shop")
            .environment("DD_AGENT_HOST", "127.0.0.1")
            .environment("DD_TRACE_AGENT_PORT", Integer.toString(agent.port()))
            .arguments(work.getPath());
    if (!name.equals(NONE)) {
      builder.agent(RunningShop.AGENT);
    }
    ForkedJvm jvm = builder.start();
    String port = jvm.awaitOut(line -> line.startsWith("port ")).substring(5);
    return new Contender(agent, jvm, Integer.parseInt(port), new ArrayList<>(), new ArrayList<>());
  }

  private static String libraries() {
    List<String> paths = new ArrayList<>(List.of("target/test-classes"));
    for (Class<?> each :
        new Class<?>[] {
          org.h2.Driver.class,
          org.apache.catalina.startup.Tomcat.class,
          jakarta.annotation.Resource.class
        }) {
      paths.add(each.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    return String.join(File.pathSeparator, paths);
  }

  private static void print(String heap, String name, Contender contender, Contender base) {
    System.out.printf(
        "%s %-8s served: by processor time %s, by time passed %s; %.0f us a request; %d lines%n",
        heap,
        name,
        ratios(base.processor, contender.processor),
        ratios(base.elapsed, contender.elapsed),
        quantile(measured(contender.processor), 0.5) / 1000 / REQUESTS,
        contender.jvm.err().size());
    contender.jvm.err().forEach(line -> System.out.println("    " + line));
  }

  private static List<Double> measured(List<Double> rounds) {
    return rounds.subList(WARM_ROUNDS, rounds.size());
  }

  private static String ratios(List<Double> base, List<Double> other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = WARM_ROUNDS; i < base.size(); i++) {
      ratios.add(base.get(i) / other.get(i));
    }
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75));
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
