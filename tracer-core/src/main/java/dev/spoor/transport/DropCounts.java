package dev.spoor.transport;

import dev.spoor.diag.Counters;

/**
 * Counts what was taken from the queue, sent, or given up. Each cause has a counter of its own
 * beside the sum: {@code send.dropped.traces} and {@code send.dropped.traces.<cause>}.
 */
final class DropCounts {
  private DropCounts() {}

  static void taken(Payload payload) {
    Counters.of("queue.enqueued.traces").add(payload.traces());
    Counters.of("queue.enqueued.spans").add(payload.spans());
    for (Segment segment : payload.segments()) {
      Counters.of("queue.enqueued.bytes").add(segment.length());
    }
  }

  static void sent(Payload payload) {
    Counters.of("flush.traces.total").add(payload.traces());
    Counters.of("flush.spans.total").add(payload.spans());
    Counters.of("flush.bytes.total").add(payload.length());
  }

  static void dropped(Payload payload, String cause) {
    add("send.dropped.traces", cause, payload.traces());
    add("send.dropped.spans", cause, payload.spans());
  }

  static void status(int status) {
    Counters.of("api.responses.total").increment();
    Counters.of("api.responses.total." + status).increment();
  }

  private static void add(String name, String cause, int count) {
    Counters.of(name).add(count);
    Counters.of(name + "." + cause).add(count);
  }
}
