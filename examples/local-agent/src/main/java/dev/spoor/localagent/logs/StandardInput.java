package dev.spoor.localagent.logs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Reads log lines from a pipe, {@code app | local-agent -}, and passes on every byte, so that the
 * terminal shows what it showed without. On a thread of its own.
 */
public final class StandardInput {
  private StandardInput() {}

  /**
   * Starts reading; ends with the stream.
   *
   * @param lines gets each line without its end
   */
  public static void start(InputStream in, OutputStream out, Consumer<String> lines) {
    Thread thread = new Thread(() -> copy(in, out, lines), "local-agent-stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(InputStream in, OutputStream out, Consumer<String> lines) {
    LineSplitter splitter = new LineSplitter(lines);
    byte[] buffer = new byte[16 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
        splitter.add(buffer, n);
      }
      splitter.end();
    } catch (IOException closed) {
      splitter.end();
    }
  }
}
