package dev.spoor.localagent.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows files to which log lines are appended, on one thread of its own: waits for those that are
 * not there yet, and begins again with one that was cut or replaced. Of a file that is there
 * already it reads the end.
 */
public final class FileTail implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;
  private static final long OLD_BYTES = 1 << 20;

  private final List<Followed> files;
  private final Thread thread;
  private volatile boolean closed;

  private FileTail(List<Followed> files) {
    this.files = files;
    this.thread = new Thread(this::run, "local-agent-tail");
    thread.setDaemon(true);
  }

  /**
   * Starts following.
   *
   * @param lines gets the name of a file and a line of it, without its end
   */
  public static FileTail start(List<Path> paths, BiConsumer<String, String> lines) {
    FileTail tail = new FileTail(paths.stream().map(path -> new Followed(path, lines)).toList());
    tail.thread.start();
    return tail;
  }

  private void run() {
    byte[] buffer = new byte[64 * 1024];
    while (!closed) {
      boolean any = false;
      for (Followed file : files) {
        any |= file.readSome(buffer);
      }
      if (!any) {
        try {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  /** One file, and how far it was read. */
  private static final class Followed {
    private final Path path;
    private final LineSplitter splitter;
    private @Nullable Object key;
    private long position = -1;

    Followed(Path path, BiConsumer<String, String> lines) {
      this.path = path;
      Path name = path.getFileName();
      String source = name == null ? path.toString() : name.toString();
      this.splitter = new LineSplitter(line -> lines.accept(source, line));
    }

    /** Reads what is new, at most a buffer full; whether there was anything. */
    boolean readSome(byte[] buffer) {
      try {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        boolean replaced = position >= 0 && !Objects.equals(key, now.fileKey());
        if (position < 0) {
          position = Math.max(0, now.size() - OLD_BYTES);
        } else if (replaced || now.size() < position) {
          position = 0;
          splitter.end();
        }
        key = now.fileKey();
        return now.size() > position && read(buffer);
      } catch (IOException notThereOrGone) {
        if (position > 0) {
          position = 0;
          splitter.end();
        }
        return false;
      }
    }

    private boolean read(byte[] buffer) throws IOException {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
        file.seek(position);
        int n = file.read(buffer);
        if (n <= 0) {
          return false;
        }
        splitter.add(buffer, n);
        position += n;
        return true;
      }
    }
  }
}
