package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What encoding costs the thread that does it, and that threads do not disturb each other. */
class TraceEncoderCostTest {
  private static final ProcessFacts PROCESS =
      new ProcessFacts("shop", "1", Map.of("env", "prod"), Map.of(), "0-1", 1, "host", false, true);

  /** Encodes each chunk many times while it is at it, and notes the bytes that this took. */
  private static final class MeasuringSink implements TraceSink {
    final TraceEncoder encoder = new TraceEncoder(PROCESS);
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int total;
    private final TraceEncoder.ChunkTarget target =
        (bytes, offset, length, spans) -> total += length;
    long bytesPerTrace;

    @Override
    public void write(LocalTrace trace, Span newest, int count) {
      for (int i = 0; i < 2_000; i++) {
        encoder.encode(trace, newest, count, target);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        encoder.encode(trace, newest, count, target);
      }
      bytesPerTrace = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
      assertThat(total).isNotZero();
    }
  }

  @Test
  void encodingInASteadyStateAllocatesNothing() {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
        "skipped: this JVM does not count allocated bytes");
    MeasuringSink sink = new MeasuringSink();
    Tracer tracer = new Tracer("shop", (t, r) -> t.decide(1, 1, "p", 1), sink, 0, true, true);
    Span root = tracer.start("servlet.request");
    for (int i = 0; i < 20; i++) {
      Span child = tracer.start("postgresql.query", root);
      child.setService("postgresql", "java-jdbc-statement");
      child.setResource("select * from widgets where id = ? and something_long = ? " + i, (byte) 0);
      for (int tag = 0; tag < 7; tag++) {
        // More constants than a busy service has, so that some meet at one place of the cache.
        child.setTag("some.key." + tag + "." + i, "constant " + tag);
      }
      child.finish();
    }
    root.setResource("GET /widgets", ResourceRank.ROUTE);
    root.setTag("peer.port", 12345);
    root.finish();

    // The budget is for what the JVM itself allocates on this thread now and then.
    assertThat(sink.bytesPerTrace).isLessThanOrEqualTo(16);
  }

  @Test
  void threadsThatShareAnEncoderGetTheirOwnChunks() throws Exception {
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    TraceEncoder encoder = new TraceEncoder(PROCESS);
    Tracer tracer =
        new Tracer(
            "shop",
            (t, r) -> t.decide(1, 1, "p", 1),
            (trace, newest, count) ->
                encoder.encode(
                    trace,
                    newest,
                    count,
                    (bytes, offset, length, spans) -> compare(newest, bytes, length, wrong)),
            0,
            true,
            true);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  // Many texts, so that they keep taking places in the cache from each other.
                  Span span = tracer.start("operation" + i % 700);
                  span.setTag("key" + i % 900, "value" + i % 1_100);
                  span.finish();
                }
              });
      thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(wrong).isEmpty();
  }

  private static void compare(Span span, byte[] bytes, int length, Set<String> wrong) {
    try {
      byte[] payload = new byte[length + 1];
      payload[0] = (byte) 0x91;
      System.arraycopy(bytes, 0, payload, 1, length);
      DecodedSpan read = TraceDecoder.decodeV04(payload).get(0).spans().get(0);
      Object[] tags = span.ownTags();
      if (!read.name().equals(span.operation()) || !tags[1].equals(read.tag((String) tags[0]))) {
        wrong.add(span + " became " + read);
      }
    } catch (MalformedPayload e) {
      wrong.add(e + " " + Arrays.toString(Arrays.copyOf(bytes, length)));
    }
  }
}
