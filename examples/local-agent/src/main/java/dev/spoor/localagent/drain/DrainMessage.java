package dev.spoor.localagent.drain;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message of a drain: syslog without the field for structured data.
 *
 * @param severity 0 (emergency) to 7 (debug)
 * @param millis when it was written, milliseconds since 1970; -1 if that cannot be read
 * @param app {@code app} for the program's own lines, {@code heroku} for the platform's
 * @param process {@code web.1}, {@code router}, {@code api}, {@code heroku-postgres}
 */
public record DrainMessage(int severity, long millis, String app, String process, String text) {
  private static final Pattern HEADER =
      Pattern.compile(
          "<([0-9]{1,3})>1 (\\S{1,64}) (\\S{1,255}) (\\S{1,64}) (\\S{1,128}) (\\S{1,32})(?: (.*))?",
          Pattern.DOTALL);

  /** Reads a message, null if it is none. */
  public static @Nullable DrainMessage parse(String message) {
    Matcher matcher = HEADER.matcher(message);
    if (!matcher.matches()) {
      return null;
    }
    String text = matcher.group(7) == null ? "" : matcher.group(7);
    if (!matcher.group(3).equals("host") && text.startsWith("- ")) {
      // Drains over plain syslog name themselves as host, and do have the field.
      text = text.substring(2);
    }
    return new DrainMessage(
        Integer.parseInt(matcher.group(1)) & 7,
        millis(matcher.group(2)),
        matcher.group(4),
        matcher.group(5),
        text);
  }

  private static long millis(String timestamp) {
    try {
      return OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return -1;
    } catch (ArithmeticException beyondLong) {
      return -1;
    }
  }

  public boolean isRouter() {
    return app.equals("heroku") && process.equals("router");
  }

  /** {@code web} for {@code web.1}. */
  static String dynoType(String dyno) {
    int dot = dyno.indexOf('.');
    return dot < 0 ? dyno : dyno.substring(0, dot);
  }
}
