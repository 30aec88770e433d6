package dev.spoor.localagent.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Sums over the last sixty seconds. A real Agent shows one fixed minute that has passed; on a
 * laptop nobody wants to wait for a minute to see what was just sent.
 *
 * <p>Not thread safe.
 */
final class LastMinute {
  private static final int SECONDS = 60;

  private record Second(long at, Tally tally) {}

  private final Deque<Second> seconds = new ArrayDeque<>();

  void change(long nowSeconds, Consumer<Tally> change) {
    forget(nowSeconds);
    Second last = seconds.peekLast();
    if (last == null || last.at != nowSeconds) {
      last = new Second(nowSeconds, new Tally());
      seconds.addLast(last);
    }
    change.accept(last.tally);
  }

  Tally sum(long nowSeconds) {
    forget(nowSeconds);
    Tally sum = new Tally();
    seconds.forEach(second -> sum.add(second.tally));
    return sum;
  }

  boolean isEmpty(long nowSeconds) {
    forget(nowSeconds);
    return seconds.isEmpty();
  }

  private void forget(long nowSeconds) {
    Second first = seconds.peekFirst();
    while (first != null && first.at <= nowSeconds - SECONDS) {
      seconds.removeFirst();
      first = seconds.peekFirst();
    }
  }
}
