package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.config.AgentAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSettingsTest {
  private static final Supplier<TransportSettings.Builder> CHANGE = TransportSettings::builder;

  private static final PayloadTag TAG =
      new PayloadTag() {
        @Override
        public byte[] entry() {
          return new byte[0];
        }

        @Override
        public int textTags(byte[] bytes, int from) {
          return -1;
        }
      };

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
    AgentAddress found = AgentAddress.parse(url);
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
  void refusesAUrlThatIsNoAgents(String url) {
    assertThat(AgentAddress.parse(url)).isNull();
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
    refuses(CHANGE.get().address(AgentAddress.tcp("a", 0)), "port");
    refuses(CHANGE.get().address(AgentAddress.tcp(" ", 1)), "host");
    refuses(CHANGE.get().timeout(Duration.ZERO), "timeout");
    refuses(CHANGE.get().flushInterval(Duration.ofSeconds(-1)), "interval");
    refuses(CHANGE.get().queueBytes(1), "queueBytes");
    WaitingForm other = new PlainForm();
    refuses(CHANGE.get().waitingForm(other).compactForm((chunks, traces) -> null), "compactForm");
  }

  private static void refuses(TransportSettings.Builder builder, String value) {
    assertThatThrownBy(builder::build).hasMessageContaining(value);
  }

  @Test
  void keepsTheOtherValuesWhenOneIsChanged() {
    TransportSettings changed =
        CHANGE
            .get()
            .timeout(Duration.ofSeconds(3))
            .flushInterval(Duration.ofMillis(5))
            .queueBytes(1 << 20)
            .externalEnv("env")
            .payloadTag(TAG)
            .address(AgentAddress.tcp("::1", 9))
            .detectSocket(true)
            .build();
    assertThat(changed)
        .isEqualTo(
            new TransportSettings(
                AgentAddress.tcp("::1", 9),
                true,
                Duration.ofSeconds(3),
                Duration.ofMillis(5),
                1 << 20,
                "env",
                TAG,
                null,
                WaitingForm.PLAIN));
    assertThat(changed.toBuilder().build()).isEqualTo(changed);
  }
}
