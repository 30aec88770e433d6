package dev.spoor.localagent;

import java.io.IOException;
import java.util.List;

/** Starts local-agent within the test, on free ports. */
final class TestAgent {
  private TestAgent() {}

  static LocalAgent start() throws IOException {
    return start(100, 1 << 24);
  }

  static LocalAgent start(int traces, long bytes) throws IOException {
    return start(List.of(), new Settings.Limits(traces, bytes, 1_000, 1 << 22, 100));
  }

  static LocalAgent start(List<String> files, Settings.Limits limits) throws IOException {
    return LocalAgent.start(new Settings("localhost", 0, 0, files, limits), System.err);
  }
}
