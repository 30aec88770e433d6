package dev.spoor.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the chunks that a tracer writes, as lists, since the links are only valid in the call. */
final class RecordingSink implements TraceSink {
  final ConcurrentLinkedQueue<List<Span>> chunks = new ConcurrentLinkedQueue<>();
  final AtomicInteger waits = new AtomicInteger();

  @Override
  public void write(LocalTrace trace, Span newest, int count) {
    List<Span> chunk = new ArrayList<>();
    for (Span span = newest; span != null; span = span.olderFinished()) {
      chunk.add(span);
    }
    if (chunk.size() != count) {
      throw new AssertionError(count + " announced, " + chunk.size() + " linked");
    }
    chunks.add(chunk);
  }

  @Override
  public void spansWait() {
    waits.incrementAndGet();
  }

  List<Span> spans() {
    return chunks.stream().flatMap(List::stream).toList();
  }

  List<String> operations() {
    return spans().stream().map(Span::operation).toList();
  }

  /** A tracer that writes here and keeps every trace. */
  Tracer tracer(int partialFlushSpans) {
    return new Tracer(
        "shop",
        (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, Priority.BY_AGENT_RATE, "rate", 1),
        this,
        partialFlushSpans,
        true,
        true);
  }

  /** A call that some other service made. */
  static RemoteParent remote(long high, long low, long span, int priority) {
    return new RemoteParent(high, low, span, priority, null, TraceTags.NONE, null, null);
  }
}
