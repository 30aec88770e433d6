package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSettingsTest {
  private static final TransportSettings DEFAULTS = TransportSettings.DEFAULTS;

  @ParameterizedTest
  @CsvSource({
    "http://agent, agent:8126, /info",
    "http://agent:1234, agent:1234, /info",
    "HTTP://agent:1234/, agent:1234, /info",
    "http://agent:1234/dd//, agent:1234, /dd/info",
    "http://[::1]:9, [::1]:9, /info",
    "unix:///run/apm.socket, /run/apm.socket, /info"
  })
  void readsTheUrlOfAnAgent(String url, String address, String path) {
    AgentAddress found = DEFAULTS.withUrl(url).address();
    assertThat(found).hasToString(address);
    assertThat(found.path("/info")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "agent:8126",
        "https://agent",
        "http://",
        "unix://",
        "http://a b",
        "http://x:99999"
      })
  void refusesAUrlThatIsNoAgentsWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> DEFAULTS.withUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("a b");
  }

  @Test
  void boundsTheQueueByTheHeap() {
    long mib = 1 << 20;
    assertThat(TransportSettings.queueBytesFor(16 * mib)).isEqualTo(mib);
    assertThat(TransportSettings.queueBytesFor(64 * mib)).isEqualTo(mib);
    assertThat(TransportSettings.queueBytesFor(256 * mib)).isEqualTo(4 * mib);
    assertThat(TransportSettings.queueBytesFor(Long.MAX_VALUE)).isEqualTo(16 * mib);
  }

  @Test
  void refusesValuesThatCannotBeMeant() {
    assertThatThrownBy(() -> DEFAULTS.withAddress("a", 0)).hasMessageContaining("port");
    assertThatThrownBy(() -> DEFAULTS.withAddress(" ", 1)).hasMessageContaining("host");
    assertThatThrownBy(() -> DEFAULTS.withTimeout(Duration.ZERO)).hasMessageContaining("timeout");
    assertThatThrownBy(() -> DEFAULTS.withFlushInterval(Duration.ofSeconds(-1)))
        .hasMessageContaining("interval");
    assertThatThrownBy(() -> DEFAULTS.withQueueBytes(1)).hasMessageContaining("queueBytes");
  }

  @Test
  void keepsTheOtherValuesWhenOneIsChanged() {
    TransportSettings changed =
        DEFAULTS
            .withTimeout(Duration.ofSeconds(3))
            .withFlushInterval(Duration.ofMillis(5))
            .withQueueBytes(1 << 20)
            .withProcess("env", "tags")
            .withAddress("[::1]", 9)
            .withSocketDetection(true);
    assertThat(changed)
        .isEqualTo(
            new TransportSettings(
                "::1",
                9,
                "",
                null,
                true,
                Duration.ofSeconds(3),
                Duration.ofMillis(5),
                1 << 20,
                "env",
                "tags"));
    assertThat(changed.withSocket("unix:///a").socketPath()).isEqualTo("/a");
  }
}
