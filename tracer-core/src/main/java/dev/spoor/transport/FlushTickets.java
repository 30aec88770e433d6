package dev.spoor.transport;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets threads wait until the sender has dealt with all that was offered before they asked. Each
 * asking takes a ticket; the sender answers all tickets up to a number at once. The lock is for
 * flushes only, no span passes here.
 */
final class FlushTickets {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private long requested;
  private long done;
  private long failed;

  /** Asks for a flush. Whatever was offered before is seen by a sender that reads the ticket. */
  long request() {
    lock.lock();
    try {
      return ++requested;
    } finally {
      lock.unlock();
    }
  }

  long requested() {
    lock.lock();
    try {
      return requested;
    } finally {
      lock.unlock();
    }
  }

  boolean isAnswered(long ticket) {
    lock.lock();
    try {
      return done >= ticket || failed >= ticket;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that was offered before that ticket has been sent or dropped. */
  void done(long ticket) {
    lock.lock();
    try {
      done = Math.max(done, ticket);
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** It cannot be sent now. */
  void failed(long ticket) {
    lock.lock();
    try {
      failed = Math.max(failed, ticket);
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** True if all was sent or dropped, false if it could not be or the time is over. */
  boolean await(long ticket, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (done < ticket && failed < ticket && left > 0) {
        left = answered.awaitNanos(left);
      }
      return done >= ticket;
    } finally {
      lock.unlock();
    }
  }

  /** {@link #await} that keeps an interrupt for later, and is false then. */
  boolean awaitQuietly(long ticket, long nanos) {
    try {
      return await(ticket, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The nanoseconds of a duration; of one that is too long for that, the most there are. */
  static long nanos(Duration duration) {
    try {
      return Math.max(0, duration.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
