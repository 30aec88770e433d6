package dev.spoor.localagent.receiver;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param path without query
 * @param headers the first value by name, null if not sent; the case of names does not matter
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on and never changed.
public record Request(
    String method, String path, Function<String, @Nullable String> headers, byte[] body) {

  public @Nullable String header(String name) {
    return headers.apply(name);
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
