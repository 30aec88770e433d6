package dev.spoor.localagent.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers every change to what is kept, so that a page can ask for what is new since it last
 * looked, and can wait for it. Thread safe.
 */
public final class Changes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long revision;

  /** Numbers a change; the first is 1. */
  public long next() {
    lock.lock();
    try {
      revision++;
      changed.signalAll();
      return revision;
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last change. */
  public long revision() {
    lock.lock();
    try {
      return revision;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is a change after this one, at most that long; returns the number of the
   * last. One that is not known here (from before a restart) counts as old.
   */
  public long await(long seen, long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (revision == seen && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return revision;
    } finally {
      lock.unlock();
    }
  }
}
