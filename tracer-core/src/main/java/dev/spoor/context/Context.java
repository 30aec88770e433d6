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
  /** At 0 the current context, at 1 the note; either may be null. */
  private static final ThreadLocal<Object[]> SLOT = new Slot();

  private static final class Slot extends ThreadLocal<Object[]> {
    @Override
    @SuppressWarnings("NullAway") // the type of a ThreadLocal cannot say "array of nullables"
    protected Object[] initialValue() {
      Object[] slot = {ThreadStart.takeFor(Thread.currentThread()), null};
      Stragglers.watch(slot);
      return slot;
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
    return (Context) SLOT.get()[0];
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
    Context before = (Context) slot[0];
    slot[0] = next;
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
    Context before = (Context) slot[0];
    slot[0] = before == null ? span : before.with(span);
    return before;
  }

  /**
   * The calling thread's own place for its context, at 0, for code that saves a second look-up. It
   * must not be kept.
   */
  protected static @Nullable Object[] slot() {
    return SLOT.get();
  }

  /**
   * A note that the advice of one call leaves for the calls nested in it on the same thread, where
   * no span is made that could tell them; null as a rule. Whoever sets it must put back null.
   */
  public static @Nullable Object note() {
    return SLOT.get()[1];
  }

  /** Sets or, with null, takes away the {@link #note}. */
  @SuppressWarnings("NullAway")
  public static void setNote(@Nullable Object note) {
    SLOT.get()[1] = note;
  }
}
