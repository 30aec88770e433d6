package dev.spoor.localagent.receiver;

import java.nio.charset.StandardCharsets;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // Handed on and never changed.
public record Reply(int status, String type, byte[] body) {
  public static Reply text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static Reply json(String body) {
    return of(200, "application/json", body);
  }

  public static Reply of(int status, String type, String body) {
    return new Reply(status, type, body.getBytes(StandardCharsets.UTF_8));
  }
}
