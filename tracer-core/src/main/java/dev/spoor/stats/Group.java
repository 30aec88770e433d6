package dev.spoor.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spans that are alike, with what they counted in the two buckets that are open. */
final class Group {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Slot[].class);

  /**
   * What makes spans alike, in the spelling of the Agent.
   *
   * @param peers {@code key:value} each, sorted by key
   */
  record Key(
      String service,
      String operation,
      String resource,
      String type,
      String kind,
      int httpStatus,
      String grpcStatus,
      boolean synthetics,
      boolean traceRoot,
      String serviceSource,
      String httpMethod,
      String httpEndpoint,
      List<String> peers) {}

  final Key key;
  private final @Nullable Slot[] slots = new Slot[2];

  /** Drains in a row that found nothing; of the draining thread. */
  int idle;

  Group(Key key) {
    this.key = key;
  }

  Slot slot(int number) {
    Slot slot = (Slot) SLOTS.getAcquire(slots, number);
    if (slot == null) {
      Slot made = new Slot();
      slot = (Slot) SLOTS.compareAndExchange(slots, number, (Slot) null, made);
      if (slot == null) {
        slot = made;
      }
    }
    return slot;
  }

  Slot.@Nullable Totals drain(int number) {
    Slot slot = (Slot) SLOTS.getAcquire(slots, number);
    return slot == null ? null : slot.drain();
  }

  boolean isEmpty() {
    return isEmpty(0) && isEmpty(1);
  }

  private boolean isEmpty(int number) {
    Slot slot = (Slot) SLOTS.getAcquire(slots, number);
    return slot == null || slot.isEmpty();
  }
}
