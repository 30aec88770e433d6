package dev.spoor.kind;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an exception for its span, in the form that the JVM prints.
 *
 * <p>An exception is the application's own code: its getters may throw, answer null or go round in
 * circles. Here that costs the text and nothing else; only a JVM out of memory is passed on. The
 * exception's own {@code printStackTrace} is not called.
 */
final class StackText {
  /** Longest {@code error.message}, in characters. */
  private static final int MAX_MESSAGE = 5_000;

  private static final int MAX_CAUSES = 50;

  private final StringBuilder text = new StringBuilder(1_024);
  private final int limit;
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Whether messages may quote an application's data; see {@link DataErrors}. */
  private final boolean masked;

  private StackText(int limit, boolean masked) {
    this.limit = limit;
    this.masked = masked;
  }

  /** What a future's {@link ExecutionException} is about; other exceptions as they are. */
  static Throwable unwrap(Throwable thrown) {
    Throwable inner = thrown;
    for (int i = 0; i < 10 && inner instanceof ExecutionException; i++) {
      Throwable cause = cause(inner);
      if (cause == null) {
        break;
      }
      inner = cause;
    }
    return inner;
  }

  /** The message, null if there is none or it cannot be had. */
  static @Nullable String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      if (message == null || message.isEmpty()) {
        return null;
      }
      return message.length() > MAX_MESSAGE ? cut(message, MAX_MESSAGE) : message;
    } catch (Throwable e) {
      passOn(e);
      return null;
    }
  }

  /** Whether it only tells that the client has hung up. */
  static boolean isBrokenPipe(Throwable thrown) {
    if ("broken pipe".equalsIgnoreCase(message(thrown))) {
      return true;
    }
    Throwable cause = cause(thrown);
    return cause != null && "broken pipe".equalsIgnoreCase(message(cause));
  }

  /**
   * The stack trace with causes and suppressed exceptions.
   *
   * @param maxBytes longest result in UTF-8; it is cut between two characters
   */
  static String stack(Throwable thrown, int maxBytes) {
    return stack(thrown, maxBytes, false);
  }

  /** {@link #stack(Throwable, int)}, with the messages masked by {@link DataErrors} if so asked. */
  static String stack(Throwable thrown, int maxBytes, boolean masked) {
    StackText trace = new StackText(maxBytes, masked);
    trace.append(thrown, "", "", new StackTraceElement[0]);
    return trace.cutToBytes();
  }

  private void append(
      Throwable thrown, String caption, String indent, StackTraceElement[] enclosing) {
    if (text.length() >= limit || seen.size() >= MAX_CAUSES) {
      return;
    }
    text.append(indent).append(caption);
    if (!seen.add(thrown)) {
      text.append("[CIRCULAR REFERENCE: ").append(thrown.getClass().getName()).append("]\n");
      return;
    }
    text.append(thrown.getClass().getName());
    String message = message(thrown);
    if (message != null) {
      text.append(": ").append(masked ? DataErrors.mask(message) : message);
    }
    text.append('\n');
    StackTraceElement[] frames = frames(thrown);
    int common = common(frames, enclosing);
    for (int i = 0; i < frames.length - common && text.length() < limit; i++) {
      text.append(indent).append("\tat ").append(frames[i]).append('\n');
    }
    if (common > 0) {
      text.append(indent).append("\t... ").append(common).append(" more\n");
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      append(suppressed, "Suppressed: ", indent.concat("\t"), frames);
    }
    Throwable cause = cause(thrown);
    if (cause != null) {
      append(cause, "Caused by: ", indent, frames);
    }
  }

  private static int common(StackTraceElement[] frames, StackTraceElement[] enclosing) {
    int common = 0;
    while (common < frames.length
        && common < enclosing.length
        && frames[frames.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
      common++;
    }
    return common;
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    try {
      StackTraceElement[] frames = thrown.getStackTrace();
      for (int i = 0; frames != null && i < frames.length; i++) {
        if (frames[i] == null) {
          return new StackTraceElement[0];
        }
      }
      return frames == null ? new StackTraceElement[0] : frames;
    } catch (Throwable e) {
      passOn(e);
      return new StackTraceElement[0];
    }
  }

  static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) {
      passOn(e);
      return null;
    }
  }

  private static void passOn(Throwable e) {
    // A getter that calls itself for ever is the exception's fault, not the JVM's.
    if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
      throw error;
    }
  }

  private String cutToBytes() {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      if (bytes > limit) {
        return cut(text.toString(), i);
      }
    }
    return text.toString();
  }

  private static String cut(String text, int end) {
    boolean pair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, pair ? end - 1 : end);
  }
}
