package dev.spoor.benchmarks.overhead;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The body of one HTTP/1.1 request within its connection's stream, of known length or in chunks
 * (RFC 9112, sections 6 and 7.1); ends where the body does.
 */
final class HttpBody extends InputStream {
  private static final int MAX_LINE = 64 << 10;

  private final InputStream in;
  private final boolean chunked;

  /** Of the body, or of the chunk that is being read. */
  private long left;

  private boolean ended;

  private HttpBody(InputStream in, boolean chunked, long length) {
    this.in = in;
    this.chunked = chunked;
    this.left = length;
  }

  /**
   * @param headers with their names in lower case
   */
  static HttpBody of(InputStream in, Map<String, String> headers) {
    boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
    return new HttpBody(in, chunked, Long.parseLong(headers.getOrDefault("content-length", "0")));
  }

  /** Reads a line without its end; an empty one at the end of the stream. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() > MAX_LINE) {
        throw new IOException("a line without end");
      }
      line.append((char) c);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int count = in.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("a body that was cut off");
    }
    left -= count;
    if (chunked && left == 0) {
      line(in); // what ends a chunk
    }
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (!chunked || ended) {
      return false;
    }
    String size = line(in);
    if (size.isEmpty()) {
      throw new EOFException("a body that was cut off");
    }
    int extension = size.indexOf(';');
    left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
    if (left == 0) {
      ended = true;
      while (!line(in).isEmpty()) {
        // Trailers, of which nobody sends any that matter here.
      }
    }
    return !ended;
  }
}
