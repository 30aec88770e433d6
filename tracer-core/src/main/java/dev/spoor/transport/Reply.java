package dev.spoor.transport;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent answered.
 *
 * @param headers names in lower case; of a repeated header the last one
 * @param body at most {@link ReplyReader#MAX_BODY_BYTES}; what is beyond was not read
 * @param keepAlive whether the connection may carry another request
 */
record Reply(int status, Map<String, String> headers, byte[] body, boolean keepAlive) {
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
