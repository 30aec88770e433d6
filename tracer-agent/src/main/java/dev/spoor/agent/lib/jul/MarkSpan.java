package dev.spoor.agent.lib.jul;

import dev.spoor.kind.LoggedErrors;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A logger takes a record, for those who want logged exceptions on their spans. Linked when the
 * first record is there, so that the types named here have been loaded by the application.
 */
final class MarkSpan {
  private MarkSpan() {}

  static void enter(Logger self, @Nullable LogRecord record) {
    if (record != null
        && record.getThrown() != null
        && record.getLevel().intValue() >= Level.SEVERE.intValue()
        && self.isLoggable(record.getLevel())) {
      LoggedErrors.logged(record.getThrown());
    }
  }
}
