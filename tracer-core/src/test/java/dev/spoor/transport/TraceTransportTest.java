package dev.spoor.transport;

import static dev.spoor.transport.Chunks.chunk;
import static dev.spoor.transport.Chunks.eventually;
import static dev.spoor.transport.Chunks.numbers;
import static dev.spoor.transport.Chunks.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Version;
import dev.spoor.config.AgentAddress;
import dev.spoor.diag.Counters;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of a chunk from the application to an Agent that behaves. */
@Timeout(60)
class TraceTransportTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void sendsWhatWasOfferedAndFlushWaitsForIt() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport = new TraceTransport(agent.settings())) {
      assertThat(offer(transport, chunk(1, 10))).isTrue();
      assertThat(offer(transport, chunk(2, 10))).isTrue();

      assertThat(transport.flush(LONG)).isTrue();

      assertThat(agent.traceRequests()).hasSize(1);
      assertThat(numbers(agent.traceRequests().get(0).body())).containsExactly(1L, 2L);
    }
  }

  @Test
  void sendsByItselfWithinTheInterval() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(agent.change().flushInterval(Duration.ofMillis(50)).build())) {
      offer(transport, chunk(1, 10));
      eventually("the trace arrives", () -> !agent.traceRequests().isEmpty());
    }
  }

  @Test
  void tellsTheAgentWhoSends() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(agent.change().externalEnv("it-false,cn-x\r\nEvil: 1").build())) {
      offer(transport, chunk(1, 10));
      offer(transport, chunk(2, 10));
      transport.flush(LONG);

      RawAgent.Request request = agent.traceRequests().get(0);
      assertThat(request.line()).isEqualTo("PUT /v0.4/traces HTTP/1.1");
      assertThat(request.headers())
          .containsEntry("host", "127.0.0.1:" + agent.port())
          .containsEntry("content-type", "application/msgpack")
          .containsEntry("content-length", Integer.toString(request.body().length))
          .containsEntry("x-datadog-trace-count", "2")
          .containsEntry("datadog-meta-lang", "java")
          .containsEntry("datadog-meta-lang-version", System.getProperty("java.version"))
          .containsEntry("datadog-meta-lang-interpreter", System.getProperty("java.vm.name"))
          .containsEntry(
              "datadog-meta-lang-interpreter-vendor", System.getProperty("java.vm.vendor"))
          .containsEntry("datadog-meta-tracer-version", Version.CURRENT)
          .containsEntry("datadog-client-computed-top-level", "true")
          .containsEntry("datadog-send-real-http-status", "true")
          .containsEntry("datadog-client-dropped-p0-traces", "0")
          .containsEntry("datadog-client-dropped-p0-spans", "0")
          .containsEntry("datadog-external-env", "it-false,cn-x__Evil: 1")
          .doesNotContainKeys("evil", "datadog-client-computed-stats", "transfer-encoding");
    }
  }

  @Test
  void keepsOneConnectionForAllRequests() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport = new TraceTransport(agent.settings())) {
      for (int i = 0; i < 5; i++) {
        offer(transport, chunk(i, 10));
        assertThat(transport.flush(LONG)).isTrue();
      }
      assertThat(agent.traceRequests()).hasSize(5);
      assertThat(agent.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void splitsBodiesAtFiveMebibytes() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(agent.change().queueBytes(64 << 20).flushInterval(LONG).build())) {
      List<Long> all = new ArrayList<>();
      for (long i = 0; i < 200; i++) {
        assertThat(offer(transport, chunk(i, 60_000))).isTrue();
        all.add(i);
      }
      byte[] huge = chunk(200, TraceQueue.MAX_CHUNK_BYTES - 20);
      assertThat(huge.length).isLessThanOrEqualTo(TraceQueue.MAX_CHUNK_BYTES);
      assertThat(offer(transport, huge)).isTrue();
      all.add(200L);
      assertThat(transport.flush(LONG)).isTrue();

      List<Long> arrived = new ArrayList<>();
      for (RawAgent.Request request : agent.traceRequests()) {
        assertThat(request.body().length).isLessThanOrEqualTo(5 * 1024 * 1024);
        List<Long> numbers = numbers(request.body());
        assertThat(request.headers())
            .containsEntry("x-datadog-trace-count", Integer.toString(numbers.size()));
        arrived.addAll(numbers);
      }
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(all);
      assertThat(agent.traceRequests()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void dropsAndCountsAChunkAboveTheLimit() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(agent.change().queueBytes(64 << 20).build())) {
      long before = Counters.value("queue.dropped.traces.too-large");
      assertThat(
              transport.offer(
                  new byte[TraceQueue.MAX_CHUNK_BYTES + 1], 0, TraceQueue.MAX_CHUNK_BYTES + 1, 7))
          .isFalse();
      assertThat(Counters.value("queue.dropped.traces.too-large")).isEqualTo(before + 1);
    }
  }

  @Test
  void handsOnTheRatesOfEachReply() throws Exception {
    AtomicInteger replies = new AtomicInteger();
    String[] bodies = {
      "{\"rate_by_service\":{\"service:,env:\":1,\"service:a:b,env:prod\":0.25}}",
      "{}",
      "OK\n",
      "{\"rate_by_service\":null}",
      "{\"rate_by_service\":{\"service:,env:\":0.5}"
    };
    List<Map<String, Double>> told = new CopyOnWriteArrayList<>();
    try (RawAgent agent =
            RawAgent.start((request, peer) -> peer.reply(200, bodies[replies.getAndIncrement()]));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      transport.onRates(told::add);
      for (int i = 0; i < bodies.length; i++) {
        offer(transport, chunk(i, 10));
        assertThat(transport.flush(LONG)).isTrue();
      }
      assertThat(told).containsExactly(Map.of("service:,env:", 1.0, "service:a:b,env:prod", 0.25));
      assertThat(agent.traceRequests()).hasSize(bodies.length);
    }
  }

  @Test
  void aFaultyConsumerOfRatesDoesNotStopTheSending() throws Exception {
    try (RawAgent agent =
            RawAgent.start((request, peer) -> peer.reply(200, "{\"rate_by_service\":{}}"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      transport.onRates(
          rates -> {
            throw new IllegalStateException("test");
          });
      for (int i = 0; i < 2; i++) {
        offer(transport, chunk(i, 10));
        assertThat(transport.flush(LONG)).isTrue();
      }
      assertThat(agent.traceRequests()).hasSize(2);
    }
  }

  @Test
  void speaksOverAUnixDomainSocket(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("apm.socket");
    try (RawAgent agent =
            RawAgent.startOn(UnixDomainSocketAddress.of(socket), RawAgent.accepting());
        TraceTransport transport = new TraceTransport(to("unix://" + socket))) {
      offer(transport, chunk(1, 300_000));
      assertThat(transport.flush(LONG)).isTrue();

      assertThat(numbers(agent.traceRequests().get(0).body())).containsExactly(1L);
      assertThat(agent.traceRequests().get(0).headers()).containsEntry("host", "localhost:8126");
    }
  }

  @Test
  void putsTheBasePathOfTheUrlBeforeEachPath() throws Exception {
    try (RawAgent agent =
            RawAgent.startBare(
                (request, peer) ->
                    peer.reply(200, request.path().equals("/dd/info") ? RawAgent.INFO : "{}"));
        TraceTransport transport =
            new TraceTransport(to("http://127.0.0.1:" + agent.port() + "/dd/"))) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(agent.requests.stream().map(RawAgent.Request::path))
          .containsExactly("/dd/info", "/dd/v0.4/traces");
    }
  }

  @Test
  void hasNoThreadAndNoSocketBeforeTheFirstChunk() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting())) {
      TraceTransport transport = new TraceTransport(agent.settings());
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(transport.close(LONG)).isTrue();
      assertThat(transport.isStarted()).isFalse();
      assertThat(agent.connections.get()).isZero();
      assertThat(offer(transport, chunk(1, 1))).as("after close").isFalse();
      assertThat(transport.isStarted()).isFalse();
    }
  }

  @Test
  void callsTheTickOnTheSendersThread() throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(
                agent.settings(),
                new SenderWork() {
                  @Override
                  public void everySecond(AgentLine line) {
                    threads.add(Thread.currentThread().getName());
                    throw new IllegalStateException("a faulty tick must not end the thread");
                  }
                })) {
      offer(transport, chunk(1, 1));
      eventually("two ticks", () -> threads.size() >= 2);
      assertThat(threads).containsOnly(TraceSender.THREAD_NAME);
    }
  }

  @Test
  void everyChunkOfManyThreadsArrivesOnceOrIsCounted() throws Exception {
    int threads = 8;
    int each = 12_500;
    long droppedBefore = Counters.value("queue.dropped.traces");
    long sentBefore = Counters.value("send.dropped.traces");
    try (RawAgent agent = RawAgent.start(RawAgent.accepting());
        TraceTransport transport =
            new TraceTransport(
                agent.change().queueBytes(2 << 20).flushInterval(Duration.ofMillis(20)).build())) {
      AtomicInteger accepted = new AtomicInteger();
      List<Thread> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * each;
        workers.add(
            new Thread(
                () -> {
                  for (int i = first; i < first + each; i++) {
                    int padding = i % 1000 == 0 ? 200_000 : i % 500;
                    if (offer(transport, chunk(i, padding))) {
                      accepted.incrementAndGet();
                    }
                  }
                }));
      }
      workers.forEach(Thread::start);
      for (Thread worker : workers) {
        worker.join();
      }
      assertThat(transport.flush(LONG)).isTrue();

      long[] arrived =
          agent.traceRequests().stream()
              .flatMapToLong(r -> numbers(r.body()).stream().mapToLong(n -> n))
              .toArray();
      long dropped = Counters.value("queue.dropped.traces") - droppedBefore;
      assertThat(Counters.value("send.dropped.traces")).isEqualTo(sentBefore);
      assertThat(LongStream.of(arrived).distinct().count()).isEqualTo(arrived.length);
      assertThat(arrived.length).isEqualTo(accepted.get());
      assertThat(arrived.length + dropped).isEqualTo(threads * each);
      assertThat(transport.queuedBytes()).isZero();
    }
  }

  private static TransportSettings to(String url) {
    AgentAddress address = Objects.requireNonNull(AgentAddress.parse(url));
    return TransportSettings.builder().address(address).build();
  }
}
