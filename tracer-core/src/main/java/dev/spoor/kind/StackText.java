package dev.spoor.kind;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Stub. */
final class StackText {
  private StackText() {}

  static Throwable unwrap(Throwable thrown) {
    return thrown;
  }

  static @Nullable String message(Throwable thrown) {
    return thrown.getMessage();
  }

  static boolean isBrokenPipe(Throwable thrown) {
    return false;
  }

  static String stack(Throwable thrown, int maxChars) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
