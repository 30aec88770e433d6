package dev.spoor.examples.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spoor.testing.MemcachedServer;
import dev.spoor.testing.SaslLogin;
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

  @Test
  void theAddOnsLoginOpensAServerThatServesNobodyElse() throws Exception {
    try (SaslLogin login = SaslLogin.start("memcached", "mc1a2b3", "s3cr3t ü:@")) {
      Optional<MemcachedServer> server = MemcachedServer.start(login);
      assumeTrue(server.isPresent(), MemcachedServer.NO_LOGINS);
      try (MemcachedServer running = server.get();
          MemcachedCache cache = connect(running, login.user, login.password);
          MemcachedCache wrong = connect(running, login.user, "guessed");
          MemcachedCache without = MemcachedCache.connect(address(running.port()))) {
        cache.keep("widget:1", "kept");
        while (cache.find("widget:1").isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(cache.find("widget:1")).contains("kept");
        assertThat(wrong.find("widget:1")).isEmpty();
        assertThat(without.find("widget:1")).isEmpty();
      }
    }
  }

  private static MemcachedCache connect(MemcachedServer server, String user, String password) {
    return MemcachedCache.connect(
        MemcachedAddress.from(
                Map.of(
                    "MEMCACHEDCLOUD_SERVERS", "127.0.0.1:" + server.port(),
                    "MEMCACHEDCLOUD_USERNAME", user,
                    "MEMCACHEDCLOUD_PASSWORD", password))
            .orElseThrow());
  }

  private static MemcachedAddress address(int port) {
    return MemcachedAddress.from(Map.of("MEMCACHEDCLOUD_SERVERS", "127.0.0.1:" + port))
        .orElseThrow();
  }
}
