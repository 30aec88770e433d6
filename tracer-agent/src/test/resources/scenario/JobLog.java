package dev.spoor.logs;

import java.util.Map;

/** Stands in for the job log of the log correlation library, beside {@link RequestLog}. */
public final class JobLog {
  private JobLog() {}

  public static boolean isEnabled() {
    return true;
  }

  public static void log(Map<String, ?> fields) {
    System.out.println(RequestLog.line("job", fields));
  }
}
