package dev.spoor.agent.scenario.log4j;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Counts the lines that pass, so that somebody can wait for those of other threads. */
final class LineCounter extends FilterOutputStream {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private int lines;

  LineCounter(OutputStream out) {
    super(out);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    for (int i = offset; i < offset + length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    notifyAll();
  }

  /** Returns when that many lines have passed, or after a minute without them. */
  synchronized void await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (lines < count && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }
}
