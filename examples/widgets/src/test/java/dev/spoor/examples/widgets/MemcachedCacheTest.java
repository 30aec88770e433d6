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
// The client swallows the interrupt that would end a test on its own thread.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemcachedCacheTest {
  @Test
  void copiesAreFoundAgainAndAServerThatIsGoneCostsNoMore() throws Exception {
    Optional<MemcachedServer> server = MemcachedServer.start();
    assumeTrue(server.isPresent(), MemcachedServer.ABSENT);
    try (MemcachedServer running = server.get();
        MemcachedCache cache = MemcachedCache.connect(address(running.port()))) {
      assertThat(cache.find("widget:1")).isEmpty();
      assertThat(keptInTheEnd(cache, "{\"name\":\"Zahnräder\"}"))
          .isEqualTo("{\"name\":\"Zahnräder\"}");

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
        assertThat(keptInTheEnd(cache, "kept")).isEqualTo("kept");
        assertThat(wrong.find("widget:1")).isEmpty();
        assertThat(without.find("widget:1")).isEmpty();
      }
    }
  }

  /**
   * Keeping does not wait for the server, and a client that is not connected or logged in yet lets
   * the copy go: so it is kept until it is found.
   */
  private static String keptInTheEnd(MemcachedCache cache, String value) throws Exception {
    while (true) {
      cache.keep("widget:1", value);
      Optional<String> found = cache.find("widget:1");
      if (found.isPresent()) {
        return found.get();
      }
      TimeUnit.MILLISECONDS.sleep(5);
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
