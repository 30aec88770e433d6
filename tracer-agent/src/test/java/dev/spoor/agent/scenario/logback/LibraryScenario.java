package dev.spoor.agent.scenario.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.Status;
import dev.spoor.Spoor;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * No agent, but the library: a logger context for each of the configurations that the documents
 * show, one line in a span each, as {@code <set>|LINE|<span>|<line>}, and one outside of spans as
 * {@code <set>|OUTSIDE|<configuration>|<line>}. What Logback complains of is {@code STATUS}.
 *
 * <p>Arguments: the name of the set, and names and files of configurations by turns.
 */
public final class LibraryScenario {
  private LibraryScenario() {}

  public static void main(String[] args) throws Exception {
    Spoor.start();
    for (int i = 1; i < args.length; i += 2) {
      one(args[0], args[i], Files.readString(Path.of(args[i + 1])));
    }
    Spoor.flush(Duration.ofSeconds(20));
    Spoor.stop();
    System.out.println("done");
  }

  private static void one(String set, String name, String xml) throws Exception {
    LoggerContext context = new LoggerContext();
    LogTarget.useCommonMdc(context);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    PrintStream real = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    String span = name + "_" + set;
    try (PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
      // What a console appender writes to is asked for when it starts.
      System.setOut(out);
      configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      inSpan(span, () -> context.getLogger("scenario").info("inside"));
      context.getLogger("scenario").info("outside");
      context.stop();
    } finally {
      System.setOut(real);
    }
    tellStatus(context, set);
    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    System.out.println(set + "|LINE|" + span + "|" + lines.get(0));
    System.out.println(set + "|OUTSIDE|" + name + "|" + lines.get(1));
  }

  private static void inSpan(String name, Runnable body) {
    Span span = Objects.requireNonNull(Tracer.active()).start("work");
    span.setResource("CALL " + name + "()", (byte) 100);
    span.attach();
    try {
      body.run();
    } finally {
      span.detach();
      span.finish();
    }
  }

  private static void tellStatus(Context context, String set) {
    for (Status status : context.getStatusManager().getCopyOfStatusList()) {
      if (status.getEffectiveLevel() > Status.INFO) {
        System.out.println(set + "|STATUS|" + status + "|" + status.getThrowable());
      }
    }
  }
}
