package dev.spoor.trace;

/**
 * Takes finished spans on their way out. Called on application threads: must not block or throw.
 */
@FunctionalInterface
public interface TraceSink {
  /**
   * Takes spans of one local trace.
   *
   * <p>The links between them are only valid during the call.
   *
   * @param newest the span that finished last; the others follow by {@link Span#olderFinished}. In
   *     a complete trace this is nearly always the local root
   * @param count how many there are, at least 1
   */
  void write(LocalTrace trace, Span newest, int count);

  /**
   * Told when finished spans begin to wait for open ones: from now on somebody has to call {@link
   * Tracer#housekeep} about once a second. Cheap when that is so already.
   */
  default void spansWait() {}
}
