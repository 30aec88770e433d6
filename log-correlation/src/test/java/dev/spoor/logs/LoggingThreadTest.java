package dev.spoor.logs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** Ids are those of the thread that logged, at the time it logged, whoever writes and whenever. */
class LoggingThreadTest {
  /** Holds events back until the test lets them through, as a slow sink does. */
  private static final class Gate extends AppenderBase<ILoggingEvent> {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Appender<ILoggingEvent> next;

    Gate(LogOutput output, Appender<ILoggingEvent> next) {
      this.next = next;
      setContext(output.context);
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      try {
        assertThat(open.await(30, SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      next.doAppend(event);
    }
  }

  @Test
  void idsOutliveTheirSpanBehindAnAsyncAppender() {
    LogOutput output = new LogOutput();
    Gate gate = new Gate(output, output.jsonAppender(encoder -> {}));
    AsyncAppender async = new AsyncAppender();
    async.setContext(output.context);
    async.addAppender(gate);
    async.start();
    output.logger().addAppender(async);

    logWithinAndOutside(output);
    gate.open.countDown();
    async.stop();

    assertWithinAndOutside(output);
    output.close();
  }

  @Test
  void idsOutliveTheirSpanBehindADisruptor() {
    LogOutput output = new LogOutput();
    Gate gate = new Gate(output, output.jsonAppender(encoder -> {}));
    LoggingEventAsyncDisruptorAppender async = new LoggingEventAsyncDisruptorAppender();
    async.setContext(output.context);
    async.addAppender(gate);
    async.start();
    output.logger().addAppender(async);

    logWithinAndOutside(output);
    gate.open.countDown();
    async.stop();

    assertWithinAndOutside(output);
    output.close();
  }

  private static void logWithinAndOutside(LogOutput output) {
    output.ids.open("11", "22");
    MDC.put("user_id", "42");
    output.logger().info("within");
    MDC.clear();
    output.ids.close();
    output.logger().info("outside");
    output.ids.open("33", "44");
    output.logger().error("failed", new IllegalStateException("boom"));
    output.ids.close();
  }

  private static void assertWithinAndOutside(LogOutput output) {
    List<JsonNode> lines = output.lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).at("/dd/trace_id").asString()).isEqualTo("11");
    assertThat(lines.get(0).at("/dd/span_id").asString()).isEqualTo("22");
    assertThat(lines.get(0).get("user_id").asString()).isEqualTo("42");
    assertThat(lines.get(1).get("dd").has("trace_id")).isFalse();
    assertThat(lines.get(1).has("user_id")).isFalse();
    assertThat(lines.get(2).at("/dd/trace_id").asString()).isEqualTo("33");
    assertThat(lines.get(2).at("/error/kind").asString())
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void manyThreadsNeverMixTheirIds() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (LogOutput output = LogOutput.json()) {
      logFromTasks(output, threads, 400);
      assertEachLineHasItsOwnId(output, 400);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void virtualThreadsNeverMixTheirIds() throws Exception {
    if (Runtime.version().feature() < 21) {
      System.out.println("Skipped virtualThreadsNeverMixTheirIds: virtual threads need JDK 21");
    }
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (LogOutput output = LogOutput.json()) {
      logFromTasks(output, threads, 2_000);
      assertEachLineHasItsOwnId(output, 2_000);
      assertThat(output.lines().get(0).get("thread_name").asString()).isNotEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void logFromTasks(LogOutput output, ExecutorService threads, int tasks)
      throws Exception {
    List<Future<?>> running = new ArrayList<>();
    Logger logger = output.logger();
    for (int i = 1; i <= tasks; i++) {
      String id = Integer.toString(i);
      running.add(
          threads.submit(
              () -> {
                output.ids.open(id, id);
                Thread.yield();
                logger.info(id);
                output.ids.close();
              }));
    }
    for (Future<?> task : running) {
      task.get(60, SECONDS);
    }
  }

  private static void assertEachLineHasItsOwnId(LogOutput output, int tasks) {
    List<JsonNode> lines = output.lines();
    assertThat(lines).hasSize(tasks);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.at("/dd/trace_id").asString())
                    .isEqualTo(line.get("message").asString()));
  }
}
