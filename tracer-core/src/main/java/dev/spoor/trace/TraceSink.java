package dev.spoor.trace;

/**
 * Takes finished spans on their way out. Called on application threads: must not block or throw.
 */
@FunctionalInterface
public interface TraceSink {
  /**
   * Takes spans of one local trace.
   *
   * @param newest the span that finished last; the others follow by {@link Span#olderFinished}. In
   *     a complete trace this is nearly always the local root
   * @param count how many there are, at least 1
   */
  void write(LocalTrace trace, Span newest, int count);
}
