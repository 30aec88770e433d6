package dev.spoor.logs;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Stands in for the log correlation library: prints what it is given. */
public final class RequestLog {
  private RequestLog() {}

  public static boolean isEnabled() {
    return true;
  }

  public static void log(Map<String, ?> fields) {
    System.out.println(line("line", fields));
  }

  static String line(String word, Map<String, ?> fields) {
    StringBuilder line = new StringBuilder(word);
    new TreeMap<String, Object>(fields)
        .forEach((name, value) -> line.append(' ').append(name).append('=').append(text(value)));
    return line.toString();
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder all = new StringBuilder("{");
      map.forEach((name, each) -> all.append(name).append(':').append(text(each)).append(';'));
      return all.append('}').toString();
    }
    return value instanceof String[] array ? Arrays.toString(array) : String.valueOf(value);
  }
}
