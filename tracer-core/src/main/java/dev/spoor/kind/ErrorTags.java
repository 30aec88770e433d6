package dev.spoor.kind;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;

/** Puts an exception on a span: message, type, stack, and the error flag. */
public final class ErrorTags {
  private ErrorTags() {}

  /**
   * Records what was thrown. A client that hung up ("broken pipe") is named but is no error of
   * ours. Messages of databases and caches are masked, since they quote the application's data.
   *
   * @param rank a value of {@link dev.spoor.trace.ErrorRank}
   */
  public static void record(Span span, Throwable thrown, byte rank) {
    Throwable cause = StackText.unwrap(thrown);
    boolean masked = DataErrors.isWithin(cause);
    String message = StackText.message(cause);
    span.setTag(Tags.ERROR_MESSAGE, masked && message != null ? DataErrors.mask(message) : message);
    span.setTag(Tags.ERROR_TYPE, cause.getClass().getName());
    if (!StackText.isBrokenPipe(cause)) {
      span.setTag(
          Tags.ERROR_STACK, StackText.stack(cause, KindSettings.active().stackChars(), masked));
      span.setError(true, rank);
    }
  }
}
