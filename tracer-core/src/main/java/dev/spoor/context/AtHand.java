package dev.spoor.context;

import org.jspecify.annotations.Nullable;

/**
 * What a thread found out last about some object, kept in its slot: whoever makes an object mostly
 * uses it next, on the same thread, and then needs no table that all threads share.
 *
 * <p>Others may still ask for it, see {@link #find}. Only platform threads have such a place, since
 * virtual ones are not listed anywhere.
 *
 * <p><b>The danger</b> is the place's long life: what hangs there must hold neither the object nor
 * a class of a plugin, which would keep an application that was taken down.
 */
public interface AtHand {
  /** Whether it is about that very object. Asked by any thread. */
  boolean isAbout(Object subject);

  /**
   * It leaves the hand, because something newer comes or the thread is gone: what other threads may
   * still ask for has to go elsewhere. May be called more than once, by any thread.
   */
  void putAway();

  /** What some thread has at hand about that object, or null. A walk over all threads. */
  static @Nullable AtHand find(Object subject) {
    return ThreadSlots.find(subject);
  }
}
