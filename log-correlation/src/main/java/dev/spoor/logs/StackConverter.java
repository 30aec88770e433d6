package dev.spoor.logs;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.jspecify.annotations.Nullable;

/**
 * An exception as the JVM prints it, no longer than a bound: the head of each cause and suppressed
 * exception, its frames, and how many it shares with the one around it.
 *
 * <p>Cheaper than a converter that can be told to leave frames out and looks at each of them.
 * Immutable, thread safe.
 */
final class StackConverter extends ThrowableHandlingConverter {
  /** A usual trace fits without growing. */
  private static final int USUAL_CHARS = 4_096;

  /** Suppressed exceptions within suppressed exceptions; causes are bounded by length alone. */
  private static final int MAX_DEPTH = 16;

  private static final String CUT = "...";

  private final int maxChars;

  StackConverter(int maxChars) {
    this.maxChars = maxChars;
  }

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(USUAL_CHARS);
    append(text, "", "", thrown, 0);
    return text.length() <= maxChars
        ? text.toString()
        : LineText.head(text.toString(), maxChars - CUT.length()) + CUT;
  }

  private void append(
      StringBuilder text, String indent, String caption, IThrowableProxy first, int depth) {
    String title = caption;
    for (@Nullable IThrowableProxy thrown = first;
        thrown != null && text.length() <= maxChars;
        thrown = thrown.getCause()) {
      text.append(indent).append(title);
      ThrowableProxyUtil.subjoinFirstLine(text, thrown);
      text.append('\n');
      if (thrown.isCyclic()) {
        return;
      }
      appendFrames(text, indent, thrown);
      IThrowableProxy[] suppressed = thrown.getSuppressed();
      if (suppressed != null && depth < MAX_DEPTH) {
        for (IThrowableProxy each : suppressed) {
          append(text, indent + '\t', "Suppressed: ", each, depth + 1);
        }
      }
      title = "Caused by: ";
    }
  }

  private void appendFrames(StringBuilder text, String indent, IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int common = thrown.getCommonFrames();
    int own = frames == null ? 0 : frames.length - common;
    for (int i = 0; i < own && text.length() <= maxChars; i++) {
      text.append(indent).append('\t').append(frames[i].getSTEAsString()).append('\n');
    }
    if (common > 0) {
      text.append(indent).append("\t... ").append(common).append(" common frames omitted\n");
    }
  }
}
