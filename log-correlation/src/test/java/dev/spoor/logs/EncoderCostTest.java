package dev.spoor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Bytes on the heap that a line takes, the array with the line itself included. */
class EncoderCostTest {
  private static final int LINES = 10_000;
  private static final int ROUNDS = 60;

  private final LogOutput output = new LogOutput();
  private final DatadogEncoder encoder = new DatadogEncoder(output.ids);
  private byte[] line = {};

  @BeforeEach
  void start() {
    MDC.put("user_id", "42");
    MDC.put("request_id", "407b828f-4a7e-4a51-9d38-2f0c9b5d1a11");
    output.ids.open("66a3c1d2000000004bf92f3577b34da6", "1234567890123456789");
    encoder.setContext(output.context);
    encoder.start();
  }

  @AfterEach
  void end() {
    MDC.clear();
    output.close();
  }

  /** The least of several rounds: the compiler has to see the code a while. */
  private long bytesPerLine(@Nullable Throwable thrown, long enough) {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
        "skipped: this JVM does not count allocated bytes");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ILoggingEvent event =
        new LoggingEvent(
            "x",
            output.context.getLogger("dev.spoor.example.WidgetsController"),
            Level.INFO,
            "found {} widgets for {}",
            thrown,
            new Object[] {3, "someone"});
    event.prepareForDeferredProcessing();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > enough; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < LINES; i++) {
        line = encoder.encode(event);
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / LINES);
    }
    return least;
  }

  @Test
  void aPlainLineTakesLittleMoreThanItself() {
    // 584 on JDK 17 and 25.
    assertThat(bytesPerLine(null, 600)).isLessThanOrEqualTo(600);
    assertThat(line.length).isGreaterThan(400);
  }

  @Test
  void aLineWithAnExceptionTakesAFewTimesItself() {
    Exception thrown = new IllegalStateException("outer", new RuntimeException("inner"));
    StackTraceElement[] frames = new StackTraceElement[40];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement("dev.spoor.Example", "method" + i, "Example.java", i);
    }
    thrown.setStackTrace(frames);
    thrown.getCause().setStackTrace(frames);
    assertThat(bytesPerLine(thrown, 14_000)).isLessThanOrEqualTo(14_000);
    assertThat(line.length).isGreaterThan(2_000);
  }
}
