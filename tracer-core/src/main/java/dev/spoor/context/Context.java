package dev.spoor.context;

import org.jspecify.annotations.Nullable;

/**
 * What is current on a thread: a span, and whatever else has to travel with it.
 *
 * <p>A context is immutable in what it carries, so it may be handed to any thread. A span is itself
 * a context (the usual case, in which nothing but the span travels, then needs no second object);
 * richer contexts wrap one.
 *
 * <p><b>How it is kept.</b> One {@code ThreadLocal} holds a small {@code Object[]} per thread.
 * Opening and closing a scope are then two array stores, and the value that a thread of an
 * application server keeps is a JDK class, which holds no class loader of a redeployed application
 * alive. A thread that was started while a context was current finds that context in its fresh slot
 * (see {@link ThreadStart}), so {@code Thread.run} needs no change.
 *
 * <p><b>The danger</b> is a scope that is opened and never closed: the thread then gives its
 * context to everything that runs on it later. Whoever calls {@link #swap} must put back what it
 * returned, on the same thread, in a {@code finally} block or an exit advice. {@link Stragglers}
 * limits the damage.
 */
public abstract class Context {
  /** Where in a {@link #slot} the current context stands; null for none. */
  public static final int CURRENT = 0;

  /** Where in a {@link #slot} the {@link #note} stands. */
  public static final int NOTE = 1;

  /** Where in a {@link #slot} the thread's {@link AtHand} stands, if it has one. */
  static final int AT_HAND = 2;

  private static final ThreadLocal<Object[]> SLOT = new Slot();

  private static final class Slot extends ThreadLocal<Object[]> {
    @Override
    @SuppressWarnings("NullAway") // the type of a ThreadLocal cannot say "array of nullables"
    protected Object[] initialValue() {
      return ThreadSlots.make();
    }
  }

  protected Context() {}

  /** The span of this context as the tracer's own type, or null for a context without one. */
  public abstract @Nullable Object span();

  /**
   * What a caller sent that no span of this process continues yet, as the tracer's own type; null
   * as a rule. Asked where there is no {@link #span}.
   */
  public @Nullable Object remote() {
    return null;
  }

  /**
   * The context for a span that begins within this one: the span, and whatever else is to travel
   * with it from here.
   *
   * @param span a span
   */
  public Context with(Context span) {
    return span;
  }

  /**
   * Told of each span that begins within this context, on the thread on which it begins, so that
   * the context can give it what travels beside spans.
   *
   * @param span a span
   */
  public void started(Context span) {}

  /**
   * Whether all that this context stands for has ended, so that whatever still runs under it has
   * outlived it; see {@link Stragglers}. Asked by a background thread.
   */
  public boolean isOver() {
    return false;
  }

  /** What is current on the calling thread, or null. */
  public static @Nullable Context current() {
    return (Context) SLOT.get()[CURRENT];
  }

  /**
   * Makes {@code next} current on the calling thread.
   *
   * @param next null for "nothing is current"
   * @return what was current before; it must be swapped in again when the scope ends
   */
  @SuppressWarnings("NullAway")
  public static @Nullable Context swap(@Nullable Context next) {
    Object[] slot = SLOT.get();
    Context before = (Context) slot[CURRENT];
    slot[CURRENT] = next;
    return before;
  }

  /**
   * Makes a span current on the calling thread, together with whatever else travels with what is
   * current now.
   *
   * @return what was current before; it must be swapped in again when the scope ends
   */
  @SuppressWarnings("NullAway")
  public static @Nullable Context enter(Context span) {
    Object[] slot = SLOT.get();
    Context before = (Context) slot[CURRENT];
    slot[CURRENT] = before == null ? span : before.with(span);
    return before;
  }

  /**
   * The calling thread's own places, for code that saves itself further look-ups: its current
   * context at {@link #CURRENT}, its note at {@link #NOTE}. It must not be kept, nor handed to
   * another thread.
   */
  public static @Nullable Object[] slot() {
    return SLOT.get();
  }

  /** What the thread has {@linkplain AtHand at hand} whose slot this is, or null. */
  public static @Nullable AtHand atHand(@Nullable Object[] slot) {
    return slot.length > AT_HAND ? (AtHand) slot[AT_HAND] : null;
  }

  /**
   * Gives the calling thread something in the place of what it had {@linkplain AtHand at hand}; put
   * that elsewhere first, if it is still to be found.
   *
   * @param slot the calling thread's
   * @return false if the thread has no such place
   */
  public static boolean setAtHand(@Nullable Object[] slot, @Nullable AtHand next) {
    if (slot.length <= AT_HAND) {
      return false;
    }
    ThreadSlots.setAtHand(slot, next);
    return true;
  }

  /**
   * A note that the advice of one call leaves for the calls nested in it on the same thread, where
   * no span is made that could tell them; null as a rule. Whoever sets it must put back null.
   */
  public static @Nullable Object note() {
    return SLOT.get()[NOTE];
  }

  /** Sets or, with null, takes away the {@link #note}. */
  @SuppressWarnings("NullAway")
  public static void setNote(@Nullable Object note) {
    SLOT.get()[NOTE] = note;
  }
}
