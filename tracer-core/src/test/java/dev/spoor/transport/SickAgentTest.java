package dev.spoor.transport;

import static dev.spoor.transport.Chunks.chunk;
import static dev.spoor.transport.Chunks.eventually;
import static dev.spoor.transport.Chunks.numbers;
import static dev.spoor.transport.Chunks.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.AgentAddress;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.testing.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that are absent, slow, or refuse: nothing blocks, and every drop is counted. */
@Timeout(60)
class SickAgentTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Set<Thread> before = senders();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @BeforeEach
  void catchTheLog() {
    Log.setOutput(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void releaseTheLog() {
    Log.setOutput(System.err);
  }

  private List<String> lines() {
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void keepsSpansUntilAnAgentComesUpAndSaysSoInTwoLines() throws Exception {
    int port = FreePort.find();
    TransportSettings settings =
        TransportSettings.builder()
            .address(AgentAddress.tcp("127.0.0.1", port))
            .flushInterval(Duration.ofMillis(20))
            .build();
    try (TraceTransport transport = new TraceTransport(settings)) {
      long failures = Counters.value("api.errors.total");
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).as("nobody there").isFalse();
      eventually("some attempts", () -> Counters.value("api.errors.total") >= failures + 3);
      offer(transport, chunk(2, 10));

      try (RawAgent agent = RawAgent.startOn(RawAgent.loopback(port), RawAgent.accepting())) {
        eventually("spans arrive", () -> !agent.traceRequests().isEmpty());
        assertThat(transport.flush(LONG)).isTrue();
        assertThat(agent.traceRequests().stream().flatMap(r -> numbers(r.body()).stream()))
            .containsExactly(1L, 2L);
      }
      // Gone again: not another word.
      offer(transport, chunk(3, 10));
      assertThat(transport.flush(LONG)).isFalse();
    }
    assertThat(lines())
        .containsExactly(
            "[spoor] INFO No Datadog Agent at 127.0.0.1:"
                + port
                + " yet; spans wait in at most "
                + (settings.queueBytes() + (1 << 20) - 1) / (1 << 20)
                + " MB and are sent when one comes up (connection refused)",
            "[spoor] INFO Datadog Agent at 127.0.0.1:" + port + " is up; spans are sent");
  }

  @Test
  void withoutAnAgentMemoryStaysInItsBoundAndOldTracesAreGivenUp() throws Exception {
    long enqueuedBefore =
        Counters.value("queue.dropped.traces") + Counters.value("send.dropped.traces");
    TransportSettings settings =
        TransportSettings.builder()
            .address(AgentAddress.tcp("127.0.0.1", FreePort.find()))
            .queueBytes(1 << 20)
            .build();
    int offered = 4000;
    TraceTransport transport = new TraceTransport(settings);
    for (int i = 0; i < offered; i++) {
      offer(transport, chunk(i, 1000));
      assertThat(transport.queue().heldBytes()).isLessThanOrEqualTo(1 << 20);
    }
    eventually("the oldest are given up", () -> transport.queuedBytes() <= (1 << 19));
    assertThat(Counters.value("send.dropped.traces.queue-half-full")).isPositive();
    assertThat(transport.close(LONG)).isFalse();
    long dropped = Counters.value("queue.dropped.traces") + Counters.value("send.dropped.traces");
    assertThat(dropped - enqueuedBefore).isEqualTo(offered);
  }

  @Test
  void anAgentThatNeverAnswersDelaysNobody() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawAgent agent = RawAgent.start((request, peer) -> await(over))) {
      TraceTransport transport = new TraceTransport(agent.change().timeout(LONG).build());
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(SHORT)).isFalse();
      assertThat(agent.traceRequests()).hasSize(1);
      for (int i = 0; i < 100_000; i++) {
        offer(transport, chunk(7, 10)); // the limit of the test class is the proof
      }
      long dropped = Counters.value("send.dropped.traces");
      assertThat(transport.close(SHORT)).isFalse();
      eventually("the thread ends", () -> !isRunning());
      assertThat(Counters.value("send.dropped.traces")).isGreaterThan(dropped);
    } finally {
      over.countDown();
    }
  }

  @Test
  void anAgentThatDoesNotEvenAnswerInfoDelaysNobody() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawAgent agent = RawAgent.startBare((request, peer) -> await(over))) {
      TraceTransport transport = new TraceTransport(agent.change().timeout(LONG).build());
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(SHORT)).isFalse();
      assertThat(transport.close(SHORT)).isFalse();
      eventually("the thread ends", () -> !isRunning());
    } finally {
      over.countDown();
    }
  }

  @Test
  void aTimeOutDropsThatPayloadAndTheNextOneArrives() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    long dropped = Counters.value("send.dropped.traces.timeout");
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) -> {
                  if (count.incrementAndGet() == 1) {
                    await(over);
                  }
                  peer.reply(200, "{}");
                });
        TraceTransport transport = new TraceTransport(agent.change().timeout(SHORT).build())) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isFalse();
      assertThat(Counters.value("send.dropped.traces.timeout")).isEqualTo(dropped + 1);
      offer(transport, chunk(2, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(numbers(agent.traceRequests().get(1).body())).containsExactly(2L);
    } finally {
      over.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 403, 413, 418})
  void aRefusalDropsThePayloadOnceAndForAll(int status) throws Exception {
    AtomicInteger count = new AtomicInteger();
    long dropped = Counters.value("send.dropped.traces.http-" + status);
    long answers = Counters.value("api.responses.total." + status);
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) ->
                    peer.reply(
                        count.incrementAndGet() == 1 ? status : 200,
                        "bad\nthing",
                        "Location: http://127.0.0.1:1/"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isTrue();
      offer(transport, chunk(2, 10));
      assertThat(transport.flush(LONG)).isTrue();

      assertThat(agent.traceRequests()).hasSize(2);
      assertThat(numbers(agent.traceRequests().get(1).body())).containsExactly(2L);
      assertThat(Counters.value("send.dropped.traces.http-" + status)).isEqualTo(dropped + 1);
      assertThat(Counters.value("api.responses.total." + status)).isEqualTo(answers + 1);
    }
  }

  @Test
  void tellsTheReasonOfARefusalOncePerProcess() throws Exception {
    int status = 451; // of this test alone, because each cause is told once
    try (RawAgent agent =
            RawAgent.start((request, peer) -> peer.reply(status, "bad\nthing" + "x".repeat(9999)));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      for (int i = 0; i < 3; i++) {
        offer(transport, chunk(i, 10));
        assertThat(transport.flush(LONG)).isTrue();
      }
      assertThat(lines()).hasSize(1);
      assertThat(lines().get(0)).contains("status 451: bad thing").hasSizeLessThan(400);
    }
  }

  @Test
  void closeDoesNotWaitForAnAgentThatIsKnownToHang() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawAgent agent = RawAgent.start((request, peer) -> await(over))) {
      Duration forEver = Duration.ofHours(1);
      TraceTransport transport = new TraceTransport(agent.change().timeout(forEver).build());
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(Duration.ofMillis(1500))).isFalse();
      assertThat(transport.close(forEver)).isFalse();
      eventually("the thread ends", () -> !isRunning());
    } finally {
      over.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void aPassingTroubleIsTriedAgainWithTheSameBytes(int status) throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) -> peer.reply(count.incrementAndGet() <= 2 ? status : 200, "{}"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(agent.traceRequests()).hasSize(3);
      for (RawAgent.Request request : agent.traceRequests()) {
        assertThat(numbers(request.body())).containsExactly(1L);
      }
      assertThat(lines()).isEmpty();
    }
  }

  @Test
  void aLastingTroubleIsGivenUpAndCounted() throws Exception {
    long dropped = Counters.value("send.dropped.traces.retries");
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) -> peer.reply(429, "{\"rate_by_service\":{\"service:,env:\":7}}"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      List<Double> rates = new CopyOnWriteArrayList<>();
      transport.onRates(map -> rates.addAll(map.values()));
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).as("dropped is dealt with too").isTrue();
      assertThat(agent.traceRequests()).hasSize(4);
      assertThat(Counters.value("send.dropped.traces.retries")).isEqualTo(dropped + 1);
      assertThat(rates).containsOnly(1.0);
      assertThat(lines()).hasSizeLessThanOrEqualTo(1).allMatch(l -> l.contains("status 429"));
    }
  }

  @Test
  void smallerBodiesAfterOneThatWasTooLarge() throws Exception {
    int limit = 1 << 19; // less than what waits when the sender is woken
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) ->
                    peer.reply(request.body().length > limit ? 413 : 200, "payload-too-large"));
        TraceTransport transport =
            new TraceTransport(agent.change().queueBytes(16 << 20).flushInterval(LONG).build())) {
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 60; i++) {
          offer(transport, chunk(i, 60_000));
        }
        assertThat(transport.flush(LONG)).isTrue();
      }
      List<RawAgent.Request> all = agent.traceRequests();
      assertThat(all.get(0).body().length).isGreaterThan(limit);
      assertThat(all.get(all.size() - 1).body().length).isLessThanOrEqualTo(limit);
      assertThat(all.stream().filter(r -> r.body().length > limit).count()).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\0\0\0\0\n\n\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 99999 x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-"
      })
  void garbageIsNotSentAgainAndDoesNotEndTheSending(String garbage) throws Exception {
    AtomicInteger count = new AtomicInteger();
    long dropped = Counters.value("send.dropped.traces.no-reply");
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) -> {
                  if (count.incrementAndGet() == 1) {
                    peer.send(garbage);
                    peer.hangUp();
                  } else {
                    peer.reply(200, "{}");
                  }
                });
        TraceTransport transport = new TraceTransport(agent.settings())) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isFalse();
      offer(transport, chunk(2, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(agent.traceRequests()).hasSize(2);
      assertThat(Counters.value("send.dropped.traces.no-reply")).isEqualTo(dropped + 1);
    }
  }

  @Test
  void probesWhenThereIsNoInfoAndFallsBackToTheOldEndpoint() throws Exception {
    try (RawAgent agent =
            RawAgent.startBare(
                (request, peer) ->
                    peer.reply(request.path().equals("/v0.3/traces") ? 200 : 404, "OK\n"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      offer(transport, chunk(1, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(agent.requests.stream().map(RawAgent.Request::path))
          .containsExactly("/info", "/v0.4/traces", "/v0.3/traces", "/v0.3/traces");
      assertThat(agent.requests.get(1).body()).containsExactly(0x92, 0x90, 0x90);
      assertThat(numbers(agent.requests.get(3).body())).containsExactly(1L);
    }
  }

  @Test
  void goesToTheOldEndpointWhenTheNewOneIsGone() throws Exception {
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) ->
                    peer.reply(request.path().equals("/v0.3/traces") ? 200 : 404, "OK\n"));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      offer(transport, chunk(1, 10));
      offer(transport, chunk(2, 10));
      assertThat(transport.flush(LONG)).isTrue();
      assertThat(agent.requests.stream().map(RawAgent.Request::path))
          .containsExactly("/info", "/v0.4/traces", "/v0.3/traces");
      assertThat(numbers(agent.requests.get(2).body())).containsExactly(1L, 2L);
    }
  }

  @Test
  void discoversAtMostOnceAMinuteWhateverTheStateSays() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawAgent agent =
            RawAgent.start(
                (request, peer) ->
                    peer.reply(200, "{}", "Datadog-Agent-State: " + count.incrementAndGet()));
        TraceTransport transport = new TraceTransport(agent.settings())) {
      for (int i = 0; i < 3; i++) {
        offer(transport, chunk(i, 10));
        assertThat(transport.flush(LONG)).isTrue();
      }
      assertThat(agent.requests.stream().filter(r -> r.path().equals("/info"))).hasSize(1);
    }
  }

  /** Whether a sender lives that was not there when this test began. */
  private boolean isRunning() {
    return !before.containsAll(senders());
  }

  private static Set<Thread> senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(TraceSender.THREAD_NAME))
        .collect(Collectors.toSet());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
