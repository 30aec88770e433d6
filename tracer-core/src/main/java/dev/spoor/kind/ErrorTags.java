package dev.spoor.kind;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import org.jspecify.annotations.Nullable;

/** Puts an exception on a span: message, type, stack, and the error flag. */
public final class ErrorTags {
  private ErrorTags() {}

  /**
   * What is told of an exception.
   *
   * @param message null if it has none
   * @param type binary name of its class
   * @param stack as the JVM prints it, cut at the limit that is set
   */
  public record Description(@Nullable String message, String type, String stack) {}

  /** Describes an exception without touching a span; databases' messages are masked. */
  public static Description describe(Throwable thrown) {
    boolean masked = DataErrors.isWithin(thrown);
    String message = StackText.message(thrown);
    return new Description(
        masked && message != null ? DataErrors.mask(message) : message,
        thrown.getClass().getName(),
        StackText.stack(thrown, KindSettings.active().stackChars(), masked));
  }

  /**
   * Records what was thrown, as {@link #record} does, on a span that no error has been told of.
   *
   * @param rank a value of {@link dev.spoor.trace.ErrorRank}; nothing is recorded where something
   *     of higher rank has decided
   */
  static void recordFirst(Span span, Throwable thrown, byte rank) {
    boolean told = span.isError() || span.tag(Tags.ERROR_TYPE) != null;
    if (!told && !StackText.isBrokenPipe(StackText.unwrap(thrown)) && span.setError(true, rank)) {
      record(span, thrown, rank);
    }
  }

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
