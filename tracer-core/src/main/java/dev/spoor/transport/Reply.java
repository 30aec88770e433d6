package dev.spoor.transport;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Agent answered. Immutable. */
final class Reply {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final boolean keepAlive;

  /**
   * @param headers names in lower case; of a repeated header the last one
   * @param body at most {@link ReplyReader#MAX_BODY_BYTES}; what is beyond was not read
   * @param keepAlive whether the connection may carry another request
   */
  Reply(int status, Map<String, String> headers, byte[] body, boolean keepAlive) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.keepAlive = keepAlive;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The start of the body as one printable line, for the log: the Agent says its reason there. */
  String reason() {
    String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString().strip();
  }
}
