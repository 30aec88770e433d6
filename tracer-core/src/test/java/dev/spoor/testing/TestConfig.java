package dev.spoor.testing;

import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import java.util.HashMap;
import java.util.Map;

/** Settings of a tracer that sends to a {@link FakeAgent}. */
public final class TestConfig {
  private TestConfig() {}

  /**
   * The service is {@code shop}, unless a setting says otherwise.
   *
   * @param settings names and values in turn; of one name the last counts
   */
  public static Config sendingTo(FakeAgent agent, String... settings) {
    return sendingTo(agent, Map.of(), settings);
  }

  /**
   * The same with settings that all tests of a class share.
   *
   * @param shared go before the others
   */
  public static Config sendingTo(FakeAgent agent, Map<String, String> shared, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_TRACE_AGENT_URL", agent.url());
    environment.put("DD_SERVICE", "shop");
    environment.putAll(shared);
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return Config.resolve(Sources.of(environment));
  }
}
