package dev.spoor.localagent.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes lines of bytes that come in pieces; a line that is too long is cut. Not thread safe. */
final class LineSplitter {
  private static final int MAX_LINE = 1 << 20;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /**
   * @param lines gets each line that is not blank, without its end
   */
  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void add(byte[] bytes, int length) {
    int begin = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, begin, i - begin);
        end();
        begin = i + 1;
      }
    }
    append(bytes, begin, length - begin);
  }

  private void append(byte[] bytes, int from, int length) {
    pending.write(bytes, from, Math.min(length, MAX_LINE - pending.size()));
  }

  /** Ends the line that was begun. */
  void end() {
    String line = pending.toString(StandardCharsets.UTF_8).stripTrailing();
    pending.reset();
    if (!line.isBlank()) {
      lines.accept(line);
    }
  }
}
