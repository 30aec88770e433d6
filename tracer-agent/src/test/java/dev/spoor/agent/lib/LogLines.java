package dev.spoor.agent.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.wire.DecodedSpan;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the scenarios that log print, {@code <set>|LINE|<name of the span>|<line>}, against the
 * spans that arrived with it.
 */
public final class LogLines {
  private static final Pattern TRACE_ID = Pattern.compile("trace_id\\W+([0-9a-f]{32})\\b");
  private static final Pattern SPAN_ID = Pattern.compile("span_id\\W+([0-9]+)\\b");

  private LogLines() {}

  /** Each line has the ids of its span, and no others. */
  public static void assertIds(FakeAgent agent, List<String> lines) {
    agent.awaitTraces(lines.size());
    Map<String, DecodedSpan> spans =
        agent.spans().stream()
            .filter(span -> span.resource().startsWith("CALL "))
            .collect(Collectors.toMap(DecodedSpan::resource, Function.identity()));
    for (String line : lines) {
      String name = line.split("\\|", 4)[2];
      DecodedSpan span = spans.get("CALL " + name + "()");
      assertThat(span).as("span of %s among %s", name, spans.keySet()).isNotNull();
      String traceId = span.tag("_dd.p.tid") + String.format("%016x", span.traceId());
      assertThat(found(TRACE_ID, line)).as(line).isEqualTo(traceId);
      assertThat(found(SPAN_ID, line)).as(line).isEqualTo(Long.toUnsignedString(span.spanId()));
    }
  }

  public static boolean hasTraceId(String line) {
    return !found(TRACE_ID, line).isEmpty();
  }

  /** The single match, or everything that matched. */
  private static String found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return String.join(" ", all);
  }

  /** The scenario has come to its end, and standard error is empty. */
  public static void assertEnded(ForkedJvm app) {
    assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
    assertThat(errors(app)).isEmpty();
    assertThat(app.out()).endsWith("done");
  }

  /** The lines of one kind. */
  public static List<String> of(ForkedJvm app, String kind) {
    return app.out().stream().filter(line -> line.contains("|" + kind + "|")).toList();
  }

  /** What is on standard error, but for what newer JDKs say of an old Disruptor. */
  public static List<String> errors(ForkedJvm app) {
    return app.err().stream()
        .filter(line -> !line.contains("sun.misc.Unsafe") && !line.contains("com.lmax.disruptor"))
        .toList();
  }

  /** What an application would have: no part of the agent but the scenario's own folder. */
  public static String applicationClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("byte-buddy") && !entry.endsWith("tracer-agent.jar"))
        .filter(
            entry ->
                !entry.endsWith(String.join(File.separator, "tracer-agent", "target", "classes")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  public static File agentJar() {
    return new File(System.getProperty("spoor.agent.jar", "target/tracer-agent.jar"));
  }

  /** A directory of jars that the build copied. */
  public static Path libraries(String set) {
    Path directory = agentJar().getAbsoluteFile().getParentFile().toPath();
    return directory.resolve("scenario-libs").resolve(set);
  }
}
