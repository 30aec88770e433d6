package dev.spoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where metrics go, and which of the settings says it. */
class StatsdAddressTest {
  private static Config config(String variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.isEmpty() ? new String[0] : variables.split(" ")) {
      String[] pair = variable.split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    return Config.resolve(Sources.of(environment));
  }

  @ParameterizedTest
  @CsvSource({
    "'', udp://localhost:8125",
    "DD_AGENT_HOST=agent, udp://agent:8125",
    "DD_AGENT_HOST=::1, 'udp://[::1]:8125'",
    "DD_TRACE_AGENT_URL=http://agent:9126, udp://agent:8125",
    "DD_AGENT_HOST=agent DD_DOGSTATSD_PORT=9125, udp://agent:9125",
    "DD_AGENT_HOST=agent DD_DOGSTATSD_HOST=dsd, udp://dsd:8125",
    "DD_JMXFETCH_STATSD_HOST=dsd DD_JMXFETCH_STATSD_PORT=1, udp://dsd:1",
    "DD_DOGSTATSD_HOST=unix:///run/dsd.socket, unixgram:///run/dsd.socket",
    "DD_DOGSTATSD_URL=udp://h:1 DD_DOGSTATSD_HOST=x DD_DOGSTATSD_PORT=2, udp://h:1",
    "DD_DOGSTATSD_URL=udp://h DD_DOGSTATSD_PORT=2, udp://h:2",
    "'DD_DOGSTATSD_URL=UDP://[::1]:7', 'udp://[::1]:7'",
    "DD_DOGSTATSD_URL=unix:///run/a, unixgram:///run/a",
    "DD_DOGSTATSD_URL=unixgram:///run/a, unixgram:///run/a",
    "DD_DOGSTATSD_URL=unixstream:///run/a, unixstream:///run/a"
  })
  void findsTheAddress(String variables, String url) {
    Config config = config(variables);
    assertThat(config.statsd().url()).isEqualTo(url);
    assertThat(config.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DD_DOGSTATSD_URL=http://h:1, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_URL=udp://, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_URL=udp://h:99999, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_URL=udp://h/path, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_URL=unix://relative, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_URL=nonsense, DD_DOGSTATSD_URL",
    "DD_DOGSTATSD_HOST=a/b, DD_DOGSTATSD_HOST",
    "DD_DOGSTATSD_HOST=ftp://b, DD_DOGSTATSD_HOST",
    "DD_DOGSTATSD_PIPE_NAME=datadog, DD_DOGSTATSD_PIPE_NAME"
  })
  void tellsWhatItCannotUseAndTakesTheDefault(String variables, String setting) {
    Config config = config(variables);
    assertThat(config.statsd().url()).isEqualTo("udp://localhost:8125");
    assertThat(config.problems()).singleElement().asString().startsWith(setting + ": ");
  }
}
