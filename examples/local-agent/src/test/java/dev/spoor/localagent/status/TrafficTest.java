package dev.spoor.localagent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Counts cover the last minute, and no number of clients makes them grow for ever. */
class TrafficTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Traffic traffic = new Traffic(now::get);

  private static Client client(String language) {
    return new Client(language, "1", "", "", "0.1", "v0.4");
  }

  @Test
  void countsAreForgottenAfterAMinute() {
    traffic.received(client("java"), 10, List.of());
    now.addAndGet(30);
    traffic.received(client("java"), 5, List.of());
    assertThat(traffic.minute().clients().get(client("java")).bytes).isEqualTo(15);
    now.addAndGet(30);
    assertThat(traffic.minute().clients().get(client("java")).bytes).isEqualTo(5);
    now.addAndGet(30);
    assertThat(traffic.minute().clients()).isEmpty();
  }

  @Test
  void clientsBeyondABoundAreCountedTogether() {
    for (int i = 0; i < 10_000; i++) {
      traffic.refused(client("l" + i), "decoding_error", 1);
    }
    assertThat(traffic.minute().clients()).hasSizeLessThan(102);
    assertThat(
            traffic.minute().clients().values().stream()
                .mapToLong(t -> t.dropped.getOrDefault("decoding_error", 0L))
                .sum())
        .isEqualTo(10_000);
  }

  @Test
  void headersOfAnyLengthMakeAShortName() {
    Client client = Client.of(name -> "x\n".repeat(10_000), "v0.4");
    assertThat(client.describe().length()).isLessThan(500);
    assertThat(client.describe()).doesNotContain("\n");
    assertThat(Client.of(name -> null, "v0.4").describe()).isEqualTo("unknown clients");
  }
}
