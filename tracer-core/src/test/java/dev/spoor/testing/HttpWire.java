package dev.spoor.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of HTTP/1.1 as an Agent's clients use, read from raw bytes so that a test can look at
 * exactly what was sent. Chunked bodies are understood, because whether they may be sent is for the
 * rules to say.
 */
final class HttpWire {
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final InputStream in;

  HttpWire(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next request, null if the client closed the connection between two. */
  @Nullable AgentRequest read(int connection) throws IOException {
    String line = line();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new IOException("not a request line: " + line);
    }
    Map<String, List<String>> headers = headers();
    byte[] body =
        headers.containsKey("transfer-encoding") ? chunked() : exactly(contentLength(headers));
    return new AgentRequest(connection, words[0], words[1], headers, body);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = required(line()); !line.isEmpty(); line = required(line())) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("not a header: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static int contentLength(Map<String, List<String>> headers) throws IOException {
    List<String> values = headers.get("content-length");
    if (values == null) {
      return 0;
    }
    try {
      int length = Integer.parseInt(values.get(0));
      if (length >= 0 && length <= MAX_BODY) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IOException("bad Content-Length: " + values);
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(required(line()).split(";", 2)[0].strip(), 16);
      body.write(exactly(size));
      required(line());
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("body ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException("connection ends within a line: " + line);
      }
      if (line.size() == MAX_LINE) {
        throw new IOException("a line of more than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String required(@Nullable String line) throws IOException {
    if (line == null) {
      throw new EOFException("connection ends within a request");
    }
    return line;
  }

  /** The bytes of an answer that keeps the connection open. */
  static byte[] response(int status, String contentType, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 202 -> "Accepted";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 413 -> "Request Entity Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> status < 400 ? "Fine" : "Error";
    };
  }
}
