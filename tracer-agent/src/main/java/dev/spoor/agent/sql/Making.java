package dev.spoor.agent.sql;

import dev.spoor.context.Context;
import dev.spoor.kind.Database;
import org.jspecify.annotations.Nullable;

/**
 * The making of a statement that goes on on a thread. Left as the thread's {@linkplain Context#NOTE
 * note} for the next one, with the database of the last: so nothing but flags is stored as a rule,
 * where a reference that is stored into an old object costs a memory fence.
 */
final class Making {
  private boolean open;
  private boolean known;
  private Database database = Database.UNKNOWN;

  /** That of the calling thread, whose slot it is; made if need be. */
  static Making of(@Nullable Object[] slot) {
    if (slot[Context.NOTE] instanceof Making making) {
      return making;
    }
    Making making = new Making();
    slot[Context.NOTE] = making;
    return making;
  }

  /** The one that goes on, or null. */
  static @Nullable Making now(@Nullable Object[] slot) {
    return slot[Context.NOTE] instanceof Making making && making.open ? making : null;
  }

  /** Whether no other one went on. */
  boolean begin() {
    boolean outermost = !open;
    if (outermost) {
      open = true;
      known = false;
    }
    return outermost;
  }

  void end() {
    open = false;
  }

  boolean isKnown() {
    return known;
  }

  /** Where the statement goes, as far as known. */
  Database database() {
    return known ? database : Database.UNKNOWN;
  }

  @SuppressWarnings("ReferenceEquality")
  void found(Database value) {
    if (database != value) {
      database = value;
    }
    known = true;
  }
}
