package dev.spoor.localagent.receiver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param path without query
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers the first value by name, null if not sent; the case of names does not matter
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on and never changed.
public record Request(
    String method,
    String path,
    String query,
    Function<String, @Nullable String> headers,
    byte[] body) {

  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** A parameter of the query, decoded; the fallback if it is missing or cannot be decoded. */
  public String parameter(String name, String fallback) {
    for (String pair : query.split("&", 50)) {
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        try {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
          return fallback;
        }
      }
    }
    return fallback;
  }

  /** A whole number of the query, held between two bounds; the fallback if it is none. */
  public long number(String name, long lowest, long highest, long fallback) {
    String text = parameter(name, "");
    return text.matches("[0-9]{1,18}")
        ? Math.max(lowest, Math.min(highest, Long.parseLong(text)))
        : fallback;
  }

  /** The media type of the body, lower case and without its parameters; empty if not told. */
  public String mediaType() {
    String type = header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A boolean as an Agent reads it from a header: nearly everything is true. */
  boolean flag(String name) {
    String value = header(name);
    return value != null && !value.matches("|0|f|F|false|False|FALSE");
  }

  /** A count that the sender claims; 0 if it is missing or no number, at most a million. */
  long count(String name) {
    String value = header(name);
    return value != null && value.matches("[0-9]{1,9}")
        ? Math.min(1_000_000, Long.parseLong(value))
        : 0;
  }
}
