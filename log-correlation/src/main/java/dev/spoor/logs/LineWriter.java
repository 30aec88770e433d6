package dev.spoor.logs;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What {@link RequestLog} and {@link JobLog} share: from facts to a line in the application's log,
 * with all failures caught and counted. Thread safe.
 */
final class LineWriter {
  static final LineCustomizers CUSTOMIZERS = LineCustomizers.found();
  static final LineWriter REQUESTS = new LineWriter(false, LineOptions.ofProcess(), CUSTOMIZERS);
  static final LineWriter JOBS = new LineWriter(true, LineOptions.ofProcess(), CUSTOMIZERS);

  private final boolean job;
  private final LineOptions options;
  private final LineCustomizers customizers;
  private final LongAdder failed;

  /** Made late, so that a broken logging set-up fails within the guards. */
  private volatile @Nullable Logger logger;

  LineWriter(boolean job, LineOptions options, LineCustomizers customizers) {
    this.job = job;
    this.options = options;
    this.customizers = customizers;
    this.failed = Counters.of(job ? "logs.job.failed" : "logs.request.failed");
  }

  boolean isEnabled() {
    try {
      Level level = options.level();
      return (job ? options.jobs() : options.requests())
          && isEnabled(logger(), level == null ? Level.ERROR : level);
    } catch (Exception | LinkageError e) {
      failed(e);
      return false;
    }
  }

  void log(Map<String, ?> facts) {
    try {
      if (isEnabled() && !options.ignores(facts) && !customizers.ignore(facts)) {
        write(new RequestLine(options, customizers, job, facts));
      }
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  private void write(RequestLine line) {
    Logger target = logger();
    Level level = line.level();
    if (!isEnabled(target, level)) {
      return;
    }
    if (options.layout() != LineOptions.Layout.ENCODER) {
      write(target, level, LineText.of(line, options));
      return;
    }
    LoggingEventBuilder builder = target.atLevel(level);
    for (Map.Entry<String, Object> field : line.fields().entrySet()) {
      builder = builder.addKeyValue(field.getKey(), field.getValue());
    }
    Throwable cause = line.cause();
    if (cause != null) {
      builder = builder.setCause(cause);
    }
    builder.log(line.message());
  }

  /** Without the fluent calls, which slf4j 1.7 does not have. */
  private static boolean isEnabled(Logger logger, Level level) {
    return switch (level) {
      case ERROR -> logger.isErrorEnabled();
      case WARN -> logger.isWarnEnabled();
      case INFO -> logger.isInfoEnabled();
      case DEBUG -> logger.isDebugEnabled();
      case TRACE -> logger.isTraceEnabled();
    };
  }

  private static void write(Logger logger, Level level, String text) {
    switch (level) {
      case ERROR -> logger.error(text);
      case WARN -> logger.warn(text);
      case INFO -> logger.info(text);
      case DEBUG -> logger.debug(text);
      case TRACE -> logger.trace(text);
    }
  }

  private Logger logger() {
    Logger known = logger;
    if (known == null) {
      known = LoggerFactory.getLogger(job ? options.jobLogger() : options.requestLogger());
      logger = known;
    }
    return known;
  }

  private void failed(Throwable cause) {
    failed.increment();
    Log.once(
        job ? "logs.job" : "logs.request",
        job ? "a job line could not be written" : "a request line could not be written",
        cause);
  }
}
