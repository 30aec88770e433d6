package dev.spoor.transport;

import static dev.spoor.transport.Chunks.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.config.AgentAddress;
import dev.spoor.host.ContainerId;
import dev.spoor.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the Agent is asked what it can do, and where it is looked for. */
@Timeout(60)
class DiscoveryTest {
  private static final long LONG = 30_000_000_000L;

  @Test
  void asksAgainWhenTheStateOfTheAgentChanges() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting())) {
      Discovery discovery = discovery(agent, 0);
      discovery.features(headers(agent));
      discovery.replied(reply(Map.of("datadog-agent-state", "a")));
      discovery.replied(reply(Map.of("datadog-agent-state", "a")));
      discovery.replied(reply(Map.of()));
      discovery.features(headers(agent));
      assertThat(agent.requests).hasSize(1);

      discovery.replied(reply(Map.of("datadog-agent-state", "b")));
      discovery.features(headers(agent));
      discovery.features(headers(agent));
      assertThat(agent.requests).hasSize(2);
    }
  }

  @Test
  void asksAgainWhenTheEndpointIsGoneButNotTooOften() throws Exception {
    try (RawAgent agent = RawAgent.start(RawAgent.accepting())) {
      Discovery often = discovery(agent, 0);
      often.features(headers(agent));
      assertThat(often.endpointMissing()).isTrue();
      assertThat(often.features(headers(agent)).tracesEndpoint()).isEqualTo("/v0.4/traces");
      assertThat(agent.requests).hasSize(2);

      Discovery seldom = discovery(agent, LONG);
      seldom.features(headers(agent));
      assertThat(seldom.endpointMissing()).isTrue();
      assertThat(seldom.features(headers(agent)).tracesEndpoint()).isEqualTo("/v0.3/traces");
      assertThat(seldom.endpointMissing()).isFalse();
      assertThat(agent.requests).hasSize(3);
    }
  }

  @Test
  void decidesNothingWhileNobodyIsThere() throws Exception {
    int port = FreePort.find();
    AgentAddress address = AgentAddress.tcp("127.0.0.1", port);
    Discovery discovery =
        new Discovery(new AgentConnection(address, LONG), AgentFeatures.PREFERRED, LONG);
    RequestHeaders headers =
        new RequestHeaders(address, TransportSettings.DEFAULTS, ContainerId.NONE);
    assertThatThrownBy(() -> discovery.features(headers)).isInstanceOf(AgentFailure.class);
    try (RawAgent agent = RawAgent.startOn(RawAgent.loopback(port), RawAgent.accepting())) {
      assertThat(discovery.features(headers).tracesEndpoint()).isEqualTo("/v0.4/traces");
      eventually("one question", () -> agent.requests.size() == 1);
    }
  }

  @Test
  void leavesASocketThatItFoundItselfWhenNobodyListensThere(@TempDir Path folder) throws Exception {
    Path dead = Files.createFile(folder.resolve("apm.socket"));
    try (RawAgent agent = RawAgent.start(RawAgent.accepting())) {
      Delivery detected = delivery(agent.change().detectSocket(true).build(), dead);
      detected.prepare();
      assertThat(agent.requests).hasSize(1);
      detected.close();

      Delivery asked = delivery(with(AgentAddress.DEFAULT.withSocket(dead.toString())), dead);
      assertThatThrownBy(asked::prepare).isInstanceOf(AgentFailure.class);
      assertThat(agent.requests).hasSize(1);
    }
  }

  @Test
  void usesTheDefaultSocketWhenItIsThere(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("apm.socket");
    try (RawAgent agent =
        RawAgent.startOn(java.net.UnixDomainSocketAddress.of(socket), RawAgent.accepting())) {
      Delivery detected = delivery(TransportSettings.builder().detectSocket(true).build(), socket);
      detected.prepare();
      assertThat(agent.requests).hasSize(1);
      detected.close();
    }
  }

  private static Delivery delivery(TransportSettings settings, Path socket) {
    return new Delivery(
        settings, new AtomicReference<>(), SenderWork.NONE, new UnsentTraces(), socket.toString());
  }

  private static TransportSettings with(AgentAddress address) {
    return TransportSettings.builder().address(address).build();
  }

  private static Discovery discovery(RawAgent agent, long minInterval) throws IOException {
    return new Discovery(
        new AgentConnection(agent.settings().address(), LONG),
        AgentFeatures.PREFERRED,
        minInterval);
  }

  private static RequestHeaders headers(RawAgent agent) throws IOException {
    return new RequestHeaders(agent.settings().address(), agent.settings(), ContainerId.NONE);
  }

  private static Reply reply(Map<String, String> headers) {
    return new Reply(200, headers, new byte[0], true);
  }
}
