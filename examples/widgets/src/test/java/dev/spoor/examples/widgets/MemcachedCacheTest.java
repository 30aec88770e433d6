package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.testing.MemcachedServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies in a real memcached. */
@Timeout(60)
class MemcachedCacheTest {
  @Test
  void copiesAreFoundAgainAndAServerThatIsGoneCostsNoMore() throws Exception {
    Optional<MemcachedServer> server = MemcachedServer.start();
    assumeTrue(server.isPresent(), MemcachedServer.ABSENT);
    try (MemcachedServer running = server.get();
        MemcachedCache cache = MemcachedCache.connect(address(running.port()))) {
      assertThat(cache.find("widget:1")).isEmpty();
      cache.keep("widget:1", "{\"name\":\"Zahnräder\"}");
      // Keeping does not wait for the server.
      while (cache.find("widget:1").isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(cache.find("widget:1")).contains("{\"name\":\"Zahnräder\"}");

      running.stop();
      assertThat(cache.find("widget:1")).isEmpty();
      cache.keep("widget:1", "gone");
      assertThat(cache.find("widget:1")).isEmpty();
    }
  }

  private static MemcachedAddress address(int port) {
    return MemcachedAddress.from(Map.of("MEMCACHEDCLOUD_SERVERS", "127.0.0.1:" + port))
        .orElseThrow();
  }
}
