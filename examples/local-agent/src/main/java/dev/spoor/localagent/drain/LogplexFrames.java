package dev.spoor.localagent.drain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the body of a drain's request into its messages. Each is preceded by its length in bytes
 * and a blank, and nothing stands between them; the line feed that most end with is counted.
 *
 * <p>What follows the first damaged frame cannot be found again and is left out.
 *
 * @param messages without the line feed at their end
 * @param rest bytes at the end of the body that are no frame; 0 for a good body
 */
public record LogplexFrames(List<String> messages, int rest) {
  /** A frame over 10 MB is no frame. */
  private static final int MAX_DIGITS = 7;

  public LogplexFrames {
    messages = List.copyOf(messages);
  }

  /** Reads a body with the content type {@code application/logplex-1}. */
  public static LogplexFrames of(byte[] body) {
    List<String> messages = new ArrayList<>();
    int at = 0;
    while (at < body.length) {
      int blank = blank(body, at);
      if (blank < 0) {
        return new LogplexFrames(messages, body.length - at);
      }
      int length = Integer.parseInt(new String(body, at, blank - at, StandardCharsets.US_ASCII));
      int begin = blank + 1;
      if (length > body.length - begin) {
        return new LogplexFrames(messages, body.length - at);
      }
      messages.add(message(body, begin, length));
      at = begin + length;
    }
    return new LogplexFrames(messages, 0);
  }

  /** Where the blank after the digits is that begin here, -1 if that is not what begins here. */
  private static int blank(byte[] body, int from) {
    int at = from;
    while (at < body.length && at - from <= MAX_DIGITS && body[at] >= '0' && body[at] <= '9') {
      at++;
    }
    boolean isLength = at > from && at - from <= MAX_DIGITS;
    return isLength && at < body.length && body[at] == ' ' ? at : -1;
  }

  private static String message(byte[] body, int begin, int length) {
    boolean ended = length > 0 && body[begin + length - 1] == '\n';
    return new String(body, begin, ended ? length - 1 : length, StandardCharsets.UTF_8);
  }
}
