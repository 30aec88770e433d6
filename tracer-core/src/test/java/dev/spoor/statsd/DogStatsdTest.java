package dev.spoor.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import dev.spoor.config.StatsdAddress;
import dev.spoor.diag.Counters;
import dev.spoor.statsd.DogStatsd.Status;
import dev.spoor.testing.FakeStatsd;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DogStatsdTest {
  private FakeStatsd server;

  @BeforeEach
  void start() {
    server = FakeStatsd.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private StatsdAddress address() {
    return StatsdAddress.udp("127.0.0.1", server.port());
  }

  private Config config(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_AGENT_HOST", "127.0.0.1");
    environment.put("DD_DOGSTATSD_PORT", Integer.toString(server.port()));
    environment.put("DD_ORIGIN_DETECTION_ENABLED", "false");
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return Config.resolve(Sources.of(environment));
  }

  /** Lines that come of what the test does with a client, sent at once. */
  private List<String> linesOf(DogStatsd client, Runnable calls) {
    try (client) {
      calls.run();
      client.count("end", 1);
    }
    server.awaitLine(line -> line.startsWith("end:"));
    return server.lines().stream().filter(line -> !line.startsWith("end:")).toList();
  }

  @Test
  void writesEachKindOfMetricAsTheFormatWantsIt() {
    DogStatsd client = DogStatsd.open(address());
    List<String> lines =
        linesOf(
            client,
            () -> {
              client.increment("hits");
              client.count("hits", 2.5, "a:b");
              client.gauge("queue.length", -3, "a:b", "c");
              client.histogram("size", 0.125);
              client.distribution("size", 1e7);
              client.timing("wait", Duration.ofNanos(1_234_567));
              client.timing("wait", Duration.ofSeconds(Long.MAX_VALUE));
              client.set("users", "alice|b:c\n", "t:1");
              client.gaugeAt("old", 1, Instant.ofEpochSecond(1_700_000_000), "x:y");
              client.countAt("old", 1, Instant.ofEpochSecond(1_700_000_000));
            });
    assertThat(lines)
        .containsExactly(
            "hits:1|c",
            "hits:2.5|c|#a:b",
            "queue.length:-3|g|#a:b,c",
            "size:0.125|h",
            "size:10000000|d",
            "wait:1.234567|ms",
            "wait:9223372036854775808000|ms",
            "users:alice_b_c_|s|#t:1",
            "old:1|g|T1700000000|#x:y",
            "old:1|c|T1700000000");
  }

  @Test
  void writesEventsAndServiceChecks() {
    DogStatsd client = DogStatsd.open(address(), "team:a");
    StatsdEvent plain = StatsdEvent.of("Titel é", "one\ntwo");
    StatsdEvent full =
        StatsdEvent.of("t", "x")
            .withAlert(StatsdEvent.Alert.ERROR)
            .withLowPriority()
            .withTime(Instant.ofEpochSecond(5))
            .withHost("h1")
            .withKey("k1")
            .withTags("a:b");
    List<String> lines =
        linesOf(
            client,
            () -> {
              client.event(plain);
              client.event(full);
              client.serviceCheck("db.up", Status.CRITICAL, "no m:\nroute", "a:b");
              client.serviceCheck("db.up", Status.OK, "");
            });
    assertThat(lines)
        .containsExactly(
            "_e{8,8}:Titel é|one\\ntwo|#team:a",
            "_e{1,1}:t|x|d:5|h:h1|k:k1|p:low|t:error|#team:a,a:b",
            "_sc|db.up|2|#team:a,a:b|m:no m\\:\\nroute",
            "_sc|db.up|0|#team:a");
  }

  @Test
  void putsTheTagsOfTheServiceOnEachLineAndAsksForTheContainer() {
    Config config =
        config(
            "DD_SERVICE",
            "shop",
            "DD_ENV",
            "prod",
            "DD_VERSION",
            "1.0",
            "DD_ENTITY_ID",
            "pod-1",
            "DD_EXTERNAL_ENV",
            "it-false,cn-x",
            "DD_ORIGIN_DETECTION_ENABLED",
            "true");
    DogStatsd client = DogStatsd.open(config);
    List<String> lines =
        linesOf(
            client,
            () -> {
              client.increment("a", "k:v");
              client.withTags("more:1").increment("b");
            });
    String tags = "|#env:prod,service:shop,version:1.0,dd.internal.entity_id:pod-1";
    assertThat(lines.get(0)).startsWith("a:1|c" + tags + ",k:v").endsWith("|e:it-false,cn-x");
    assertThat(lines.get(1)).startsWith("b:1|c" + tags + ",more:1").endsWith("|e:it-false,cn-x");
    String entity = dev.spoor.host.ContainerId.ofProcess().entity();
    if (entity != null) {
      assertThat(lines.get(0)).contains("|c:" + entity);
    }
  }

  @Test
  void aServiceNameThatNobodyChoseIsNoTag() {
    DogStatsd client = DogStatsd.open(config());
    assertThat(linesOf(client, () -> client.increment("a", "", null, "x")))
        .containsExactly("a:1|c|#x");
  }

  @Test
  void refusesWhatIsNoNumberAndCountsIt() {
    long before = Counters.value("statsd.lines.refused");
    DogStatsd client = DogStatsd.open(address());
    List<String> lines =
        linesOf(
            client,
            () -> {
              client.gauge("g", Double.NaN);
              client.gauge("g", Double.POSITIVE_INFINITY);
              client.gauge("", 1);
            });
    assertThat(lines).isEmpty();
    assertThat(Counters.value("statsd.lines.refused")).isEqualTo(before + 3);
  }

  @Test
  void sendsAShareOfCountsAndTellsIt() {
    DogStatsd client = DogStatsd.open(address());
    DogStatsd half = client.sampled(0.5);
    List<String> lines =
        linesOf(
            client,
            () -> {
              for (int i = 0; i < 400; i++) {
                half.increment("c");
              }
              half.gauge("g", 1);
              client.sampled(1).increment("all");
            });
    assertThat(lines).contains("g:1|g", "all:1|c");
    assertThat(lines.stream().filter("c:1|c|@0.5"::equals).count()).isBetween(100L, 300L);
  }

  @Test
  void packsLinesIntoDatagramsThatFitAFrame() {
    DogStatsd client = DogStatsd.open(address());
    int count = 500;
    List<String> lines =
        linesOf(
            client,
            () -> IntStream.range(0, count).forEach(i -> client.gauge("some.metric", i, "n:" + i)));
    assertThat(lines)
        .containsExactlyElementsOf(
            IntStream.range(0, count).mapToObj(i -> "some.metric:" + i + "|g|#n:" + i).toList());
    List<String> packets = server.packets();
    assertThat(packets).allMatch(p -> p.length() <= 1432 && p.endsWith("\n"));
    assertThat(packets.subList(0, packets.size() - 1)).allMatch(p -> p.length() > 1380);
  }

  @Test
  void aLineThatIsLargerThanAFrameGoesAloneAndOneThatNoAgentTakesIsCounted() {
    long before = Counters.value("statsd.lines.too_long");
    DogStatsd client = DogStatsd.open(address());
    String large = "x".repeat(5_000);
    List<String> lines =
        linesOf(
            client,
            () -> {
              client.increment("a");
              client.event(StatsdEvent.of("t", large));
              client.event(StatsdEvent.of("t", large + large));
              client.increment("b");
            });
    assertThat(lines).containsExactly("a:1|c", "_e{1,5000}:t|" + large, "b:1|c");
    assertThat(Counters.value("statsd.lines.too_long")).isEqualTo(before + 1);
  }

  @Test
  void flushesByItselfAfterASecondAndAgainAfterARest() {
    try (DogStatsd client = DogStatsd.open(address())) {
      client.increment("first");
      server.awaitLine("first:1|c"::equals);
      client.increment("second");
      server.awaitLine("second:1|c"::equals);
    }
  }

  @Test
  void withoutAThreadTheOwnerIsToldOnceAndFlushes() {
    AtomicInteger told = new AtomicInteger();
    try (DogStatsd client = DogStatsd.openFlushedElsewhere(config(), told::incrementAndGet)) {
      assertThat(told).hasValue(0);
      client.increment("a");
      client.increment("b");
      assertThat(told).hasValue(1);
      client.flush();
      assertThat(server.awaitLines(2)).containsExactly("a:1|c", "b:1|c");
      client.increment("c");
      assertThat(told).hasValue(2);
    }
  }

  @Test
  void nobodyThereCostsNothingButTheMetrics() throws Exception {
    int port = server.port();
    server.close();
    long before = Counters.value("statsd.packets.dropped");
    try (DogStatsd client =
        DogStatsd.openFlushedElsewhere(
            config("DD_DOGSTATSD_PORT", Integer.toString(port)), () -> {})) {
      for (int i = 0; i < 20_000; i++) {
        client.gauge("lost", i, "some:tag");
        if (i % 1000 == 0) {
          client.flush();
        }
      }
      client.flush();
    }
    assertThat(Counters.value("statsd.packets.dropped")).isGreaterThan(before);
  }

  @Test
  void anUnknownHostIsNoErrorEither() {
    StatsdAddress nowhere = StatsdAddress.udp("nowhere.invalid", 8125);
    try (DogStatsd client = DogStatsd.open(nowhere)) {
      client.increment("a");
      client.flush();
      client.moveTo(address());
      client.increment("b");
      client.flush();
      assertThat(server.awaitLine(line -> line.startsWith("b"))).isEqualTo("b:1|c");
    }
  }

  @Test
  void takesLinesFromManyThreadsAtOnce() throws Exception {
    int threads = 8;
    int each = 300;
    CountDownLatch go = new CountDownLatch(1);
    try (DogStatsd client = DogStatsd.open(address())) {
      client.flush();
      Thread[] all = new Thread[threads];
      for (int t = 0; t < threads; t++) {
        String name = "thread" + t;
        all[t] =
            new Thread(
                () -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  for (int i = 0; i < each; i++) {
                    client.gauge(name, i);
                  }
                });
        all[t].start();
      }
      go.countDown();
      for (Thread thread : all) {
        thread.join();
      }
    }
    // UDP on loopback may lose what its receiver is too slow for; no line may be torn, though.
    server.awaitLine(line -> line.startsWith("thread"));
    assertThat(server.lines()).allMatch(line -> line.matches("thread[0-7]:[0-9]{1,3}\\|g"));
  }

  @Test
  void afterCloseEverythingIsDropped() {
    DogStatsd client = DogStatsd.open(address());
    client.close();
    client.increment("late");
    client.flush();
    DogStatsd.NONE.increment("none");
    DogStatsd.NONE.flush();
    try (DogStatsd other = DogStatsd.open(address())) {
      other.increment("other");
    }
    server.awaitLine("other:1|c"::equals);
    assertThat(server.lines()).containsExactly("other:1|c");
  }

  @Test
  void framesDatagramsOnAUnixStreamSocket(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("dsd.socket");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      StatsdAddress stream = StatsdAddress.parse("unixstream://" + path, 8125);
      assertThat(stream).isNotNull();
      try (DogStatsd client = DogStatsd.open(stream)) {
        client.increment("a", "b:c");
        client.flush();
        try (SocketChannel peer = listener.accept()) {
          assertThat(frame(peer)).isEqualTo("a:1|c|#b:c\n");
          client.gauge("é", 2);
          client.flush();
          assertThat(frame(peer)).isEqualTo("_:2|g\n");
        }
      }
    }
  }

  private static String frame(SocketChannel peer) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    fill(peer, length);
    ByteBuffer body = ByteBuffer.allocate(length.getInt(0));
    fill(peer, body);
    return new String(body.array(), StandardCharsets.UTF_8);
  }

  private static void fill(SocketChannel peer, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      assertThat(peer.read(buffer)).isNotNegative();
    }
  }
}
