package dev.spoor.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.function.Function;

/**
 * Keeps the lines of an encoder below a number of bytes, by writing those that are too long again
 * with less in them: first of the stack trace, then of the messages, then of everything. Immutable.
 */
final class LineBound {
  /** What {@code "truncated":true} and the marks of two cuts take. */
  private static final int ROOM = 64;

  private static final int END = System.lineSeparator().length();
  private static final int ALL = Integer.MAX_VALUE;

  private final int max;
  private final ErrorProvider error;
  private final PlainLine plain;

  LineBound(int max, ErrorProvider error, PlainLine plain) {
    this.max = max;
    this.error = error;
    this.plain = plain;
  }

  boolean holds(byte[] line) {
    return line.length - END <= max;
  }

  byte[] shortened(ILoggingEvent event, byte[] line, Function<ILoggingEvent, byte[]> encoder) {
    String stack = error.stack(event);
    byte[] shorter = line;
    int stackChars = ALL;
    if (stack != null) {
      stackChars = LineText.headBut(stack, excess(line)).length();
      shorter = encoder.apply(new ShortEvent(event, stackChars, ALL, ALL));
      if (!holds(shorter)) {
        shorter = encoder.apply(new ShortEvent(event, stackChars, max / 8, ALL));
      }
    }
    String message = event.getFormattedMessage();
    if (message != null && !holds(shorter)) {
      int messageChars = LineText.headBut(message, excess(shorter)).length();
      shorter = encoder.apply(new ShortEvent(event, stackChars, max / 8, messageChars));
    }
    for (int most = max / 16; !holds(shorter) && most > 0; most /= 2) {
      shorter = plain.encode(new ShortEvent(event, most, most, most), null, most);
    }
    return shorter;
  }

  private int excess(byte[] line) {
    return line.length - END - max + ROOM;
  }
}
