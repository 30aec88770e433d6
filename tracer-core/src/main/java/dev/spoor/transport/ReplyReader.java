package dev.spoor.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.x reply, trusting nothing: head and body are bound in bytes, the whole is bound
 * by the deadline of the request, and whatever is not HTTP ends in {@link AgentFailure}.
 *
 * <p>Once the status line and the headers are there, the Agent has decided about our bytes; a body
 * that is cut off, late or too long is then only a body that we do not have, and a connection that
 * is not used again.
 */
final class ReplyReader {
  static final int MAX_HEAD_BYTES = 64 * 1024;
  static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final int MAX_INTERIM_REPLIES = 8;

  private final AgentSocket socket;
  private final ByteBuffer buffer;
  private final long deadline;
  private int headBytes;

  /**
   * @param buffer for this reply alone; its content is lost
   */
  ReplyReader(AgentSocket socket, ByteBuffer buffer, long deadline) {
    this.socket = socket;
    this.buffer = buffer.clear().limit(0);
    this.deadline = deadline;
  }

  Reply read() throws IOException {
    awaitFirstByte();
    for (int i = 0; i < MAX_INTERIM_REPLIES; i++) {
      String line = line();
      int status = status(line);
      Map<String, String> headers = headers();
      if (status >= 200) {
        return withBody(status, headers, line.startsWith("HTTP/1.1"));
      }
    }
    throw broken("too many interim replies");
  }

  /** Tells a connection that was dead already from one that broke in the middle of a reply. */
  private void awaitFirstByte() throws IOException {
    try {
      if (!fill()) {
        throw new AgentFailure(AgentFailure.Kind.DEAD, "connection closed without a reply");
      }
    } catch (AgentFailure e) {
      throw e;
    } catch (IOException e) {
      throw new AgentFailure(AgentFailure.Kind.DEAD, "connection lost without a reply", e);
    }
  }

  private static int status(String line) throws AgentFailure {
    if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
      try {
        int status = Integer.parseInt(line, 9, 12, 10);
        if (status >= 100 && (line.length() == 12 || line.charAt(12) == ' ')) {
          return status;
        }
      } catch (NumberFormatException e) {
        throw broken("no status in the reply");
      }
    }
    throw broken("the reply is not HTTP");
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    while (true) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.put(name, line.substring(colon + 1).strip());
      }
    }
  }

  private Reply withBody(int status, Map<String, String> headers, boolean persistent) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean keep = persistent ? !connection.contains("close") : connection.contains("keep-alive");
    boolean complete;
    try {
      complete = status == 204 || status == 304 || readBody(headers, body);
    } catch (IOException e) {
      complete = false;
    }
    return new Reply(status, headers, body.toByteArray(), keep && complete);
  }

  /** True if the whole body was read and its end is known without the connection's end. */
  private boolean readBody(Map<String, String> headers, ByteArrayOutputStream body)
      throws IOException {
    String encoding = headers.get("transfer-encoding");
    if (encoding != null) {
      return encoding.toLowerCase(Locale.ROOT).endsWith("chunked") && readChunks(body);
    }
    Long length = number(headers.get("content-length"), 10);
    if (length != null) {
      return copy(length, body);
    }
    copy(Long.MAX_VALUE, body);
    return false;
  }

  private boolean readChunks(ByteArrayOutputStream body) throws IOException {
    headBytes = 0;
    while (true) {
      String line = line();
      int extension = line.indexOf(';');
      Long size = number(extension < 0 ? line : line.substring(0, extension), 16);
      if (size == null) {
        return false;
      }
      if (size == 0) {
        headers(); // trailers
        return true;
      }
      if (!copy(size, body) || !line().isEmpty()) {
        return false;
      }
    }
  }

  /** Copies that many bytes; false if the stream or our patience ends before. */
  private boolean copy(long length, ByteArrayOutputStream body) throws IOException {
    long left = length;
    while (left > 0) {
      if (!buffer.hasRemaining() && !fill()) {
        return false;
      }
      int room = MAX_BODY_BYTES - body.size();
      if (room == 0) {
        return false;
      }
      byte[] part = new byte[(int) Math.min(Math.min(left, room), buffer.remaining())];
      buffer.get(part);
      body.write(part, 0, part.length);
      left -= part.length;
    }
    return true;
  }

  private static @Nullable Long number(@Nullable String text, int radix) {
    try {
      long value = text == null ? -1 : Long.parseLong(text.strip(), radix);
      return value < 0 ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** One line without its end, as Latin-1. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    while (true) {
      if (!buffer.hasRemaining() && !fillOrBreak()) {
        throw broken("the reply was cut off");
      }
      byte b = buffer.get();
      if (++headBytes > MAX_HEAD_BYTES) {
        throw broken("the head of the reply is too long");
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
  }

  private boolean fillOrBreak() throws IOException {
    try {
      return fill();
    } catch (AgentFailure e) {
      throw e;
    } catch (IOException e) {
      throw new AgentFailure(AgentFailure.Kind.BROKEN, "the reply was cut off", e);
    }
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int count = socket.read(buffer, deadline);
    buffer.flip();
    return count > 0;
  }

  private static AgentFailure broken(String message) {
    return new AgentFailure(AgentFailure.Kind.BROKEN, message);
  }
}
