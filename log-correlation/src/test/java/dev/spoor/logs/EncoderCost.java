package dev.spoor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Prints nanoseconds of CPU and bytes per line, for ours, or with the argument {@code stock} for
 * the encoder that it stands on. No test: run its main with the test class path; figures of one
 * machine compare only with each other.
 */
final class EncoderCost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 25;

  private EncoderCost() {}

  public static void main(String[] arguments) {
    MDC.put("user_id", "42");
    MDC.put("request_id", "407b828f-4a7e-4a51-9d38-2f0c9b5d1a11");
    // One encoder a process: a second one would run code that was compiled for the first.
    boolean stock = arguments.length > 0 && arguments[0].equals("stock");
    for (Throwable thrown : new Throwable[] {null, deep(40)}) {
      LogOutput output = new LogOutput();
      output.ids.open("66a3c1d2000000004bf92f3577b34da6", "1234567890123456789");
      CorrelatedMdc.install(output.context, output.ids);
      run(
          thrown == null ? "plain" : "exception",
          output.context,
          stock ? new LogstashEncoder() : new DatadogEncoder(output.ids),
          thrown);
    }
  }

  private static void run(
      String name,
      LoggerContext context,
      Encoder<ILoggingEvent> encoder,
      @Nullable Throwable thrown) {
    encoder.setContext(context);
    encoder.start();
    ILoggingEvent event = event(context, thrown);
    measure(name + ": encode", () -> encoder.encode(event));
    measure(name + ": event, MDC and encode", () -> encoder.encode(event(context, thrown)));
  }

  private static ILoggingEvent event(LoggerContext context, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.spoor.example.WidgetsController"),
            Level.INFO,
            "found {} widgets for {}",
            thrown,
            new Object[] {3, "someone"});
    event.prepareForDeferredProcessing();
    return event;
  }

  private static void measure(String name, Supplier<byte[]> line) {
    long best = Long.MAX_VALUE;
    long bytes = Long.MAX_VALUE;
    int size = 0;
    int count = 20_000;
    for (int round = 0; round < ROUNDS; round++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        size = line.get().length;
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / count);
      bytes = Math.min(bytes, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count);
    }
    System.out.printf(Locale.ROOT, "%-40s %6d ns %6d B, line of %d B%n", name, best, bytes, size);
  }

  private static Throwable deep(int frames) {
    if (frames > 0) {
      return deep(frames - 1);
    }
    return new IllegalStateException("outer", new RuntimeException("inner"));
  }
}
