package dev.spoor.localagent.drain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Heroku's router says of one request. Texts are empty and numbers -1 where the line has
 * nothing.
 *
 * @param at {@code info}, {@code warning} or {@code error}
 * @param code {@code H12} and the like, on errors
 * @param desc what the code means
 * @param path without query
 * @param query without the question mark
 * @param requestId what the dyno gets as header X-Request-Id
 * @param client the address that the request came from
 * @param dyno {@code web.1}; empty if none was reached
 * @param connectMillis time to connect to the dyno
 * @param serviceMillis from then to the last byte
 * @param status as the client saw it
 */
public record RouterLine(
    String at,
    String code,
    String desc,
    String method,
    String path,
    String query,
    String host,
    String requestId,
    String client,
    String dyno,
    long connectMillis,
    long serviceMillis,
    int status,
    long bytes,
    String protocol) {

  /** Heroku cuts lines at this length. */
  private static final int MAX_LINE = 10_000;

  /** Reads a line of the process {@code router}, null if it is none. */
  public static @Nullable RouterLine parse(String text) {
    Map<String, String> pairs = Pairs.of(text.substring(0, Math.min(MAX_LINE, text.length())));
    String at = pairs.getOrDefault("at", "");
    if (at.isEmpty() || !(pairs.containsKey("path") || pairs.containsKey("code"))) {
      return null;
    }
    String path = pairs.getOrDefault("path", "");
    int question = path.indexOf('?');
    String forwarded = pairs.getOrDefault("fwd", "");
    int comma = forwarded.indexOf(',');
    return new RouterLine(
        at,
        pairs.getOrDefault("code", ""),
        pairs.getOrDefault("desc", ""),
        pairs.getOrDefault("method", ""),
        question < 0 ? path : path.substring(0, question),
        question < 0 ? "" : path.substring(question + 1),
        pairs.getOrDefault("host", ""),
        pairs.getOrDefault("request_id", ""),
        (comma < 0 ? forwarded : forwarded.substring(0, comma)).strip(),
        pairs.getOrDefault("dyno", ""),
        number(pairs.getOrDefault("connect", "")),
        number(pairs.getOrDefault("service", "")),
        (int) Math.min(999, number(pairs.getOrDefault("status", ""))),
        number(pairs.getOrDefault("bytes", "")),
        pairs.getOrDefault("protocol", ""));
  }

  /** {@code 18ms} or {@code 1522}; -1 for anything else. */
  private static long number(String text) {
    String digits = text.endsWith("ms") ? text.substring(0, text.length() - 2) : text;
    return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : -1;
  }

  /** The request in one line, as a person would tell it. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(status < 0 ? "" : "[" + status + "] ");
    text.append(code.isEmpty() ? "" : code + " " + desc + ": ");
    text.append(method).append(' ').append(path);
    text.append(durationNanos() < 0 ? "" : " " + (connectMillis + serviceMillis) + " ms");
    return text.append(dyno.isEmpty() ? ", no dyno" : ", " + dyno).toString();
  }

  public boolean isError() {
    return at.equals("error");
  }

  /** Nanoseconds from the router's connecting to the last byte, -1 if the line does not tell. */
  public long durationNanos() {
    return connectMillis < 0 || serviceMillis < 0
        ? -1
        : (connectMillis + serviceMillis) * 1_000_000;
  }

  /** {@code web} for {@code web.1}, empty if no dyno was reached. */
  public String dynoType() {
    return DrainMessage.dynoType(dyno);
  }
}
