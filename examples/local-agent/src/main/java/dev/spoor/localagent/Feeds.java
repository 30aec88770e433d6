package dev.spoor.localagent;

import dev.spoor.localagent.logs.FileTail;
import dev.spoor.localagent.metrics.StatsdServer;
import dev.spoor.localagent.receiver.LogIntake;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What comes in besides HTTP: DogStatsD, and files that are followed.
 *
 * @param intake where it goes
 */
record Feeds(LogIntake intake, @Nullable StatsdServer statsd, @Nullable FileTail tail)
    implements AutoCloseable {

  /** Starts them; does without DogStatsD, and says so, where its port is taken. */
  static Feeds start(Settings settings, InetAddress host, LogIntake intake, PrintStream log) {
    FileTail tail =
        settings.logFiles().isEmpty()
            ? null
            : FileTail.start(settings.logFiles().stream().map(Path::of).toList(), intake::line);
    return new Feeds(intake, statsd(settings, host, intake, log), tail);
  }

  private static @Nullable StatsdServer statsd(
      Settings settings, InetAddress host, LogIntake intake, PrintStream log) {
    if (settings.statsdPort() == Settings.NO_STATSD) {
      return null;
    }
    try {
      return StatsdServer.start(new InetSocketAddress(host, settings.statsdPort()), intake::statsd);
    } catch (IOException e) {
      log.printf(
          "local-agent: no DogStatsD, cannot listen on udp port %d (%s); set DD_DOGSTATSD_PORT%n",
          settings.statsdPort(), e.getMessage());
      return null;
    }
  }

  /** Where DogStatsD is listened for, 0 if it is not. */
  int statsdPort() {
    return statsd == null ? 0 : statsd.port();
  }

  @Override
  public void close() {
    if (statsd != null) {
      statsd.close();
    }
    if (tail != null) {
      tail.close();
    }
  }
}
