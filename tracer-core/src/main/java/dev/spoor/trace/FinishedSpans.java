package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/** Changes to a chunk on its way out, for {@link TraceSink}s and only while they are called. */
public final class FinishedSpans {
  private FinishedSpans() {}

  /**
   * Leaves only the spans that have that tag; the order stays.
   *
   * @param newest the first span of the chunk
   * @return the first span that is left, or null
   */
  public static @Nullable Span withTag(Span newest, String key) {
    Span first = null;
    Span last = null;
    for (Span span = newest; span != null; ) {
      Span next = span.older;
      span.older = null;
      if (span.tag(key) != null) {
        if (last == null) {
          first = span;
        } else {
          last.older = span;
        }
        last = span;
      }
      span = next;
    }
    return first;
  }

  /** Parts the spans of a chunk: whoever holds one of them must not hold the others. */
  public static void unlink(@Nullable Span newest) {
    for (Span span = newest; span != null; ) {
      Span next = span.older;
      span.older = null;
      span = next;
    }
  }
}
