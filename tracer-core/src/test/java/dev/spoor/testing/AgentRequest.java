package dev.spoor.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it reached the {@link FakeAgent}, to the byte.
 *
 * @param connection number of the connection that it came over, from 1 in order of acceptance
 * @param method as sent
 * @param path as sent, with its query
 * @param headers names in lower case, values in order of arrival
 * @param body the bytes after transfer encoding; the array is not a copy
 */
public record AgentRequest(
    int connection, String method, String path, Map<String, List<String>> headers, byte[] body) {

  /** The first value of that header, whatever its case; null if it was not sent. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.get(0);
  }

  /** The body as UTF-8 text, for JSON. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path + " (" + body.length + " bytes, connection " + connection + ")";
  }
}
