package dev.spoor.localagent.logs;

/**
 * A log line. Texts are empty where the line has nothing. Immutable.
 *
 * @param millis when it was written, milliseconds since 1970
 * @param level {@code fatal}, {@code error}, {@code warn}, {@code info}, {@code debug} or {@code
 *     trace}
 * @param source where it came from: {@code java}, {@code heroku}, the name of a file
 * @param traceIdHigh high half of the trace's id, 0 if only the low half is known
 * @param traceIdLow low half, unsigned; 0 if the line belongs to no trace
 * @param spanId unsigned; 0 if not known
 * @param raw the line as it was received, JSON or not
 */
public record LogEntry(
    long millis,
    String level,
    String service,
    String source,
    String logger,
    String message,
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    String requestId,
    String raw) {

  /** Heap that it takes, estimated. */
  long size() {
    return 250
        + 2L
            * (service.length()
                + source.length()
                + logger.length()
                + message.length()
                + requestId.length()
                + raw.length());
  }
}
