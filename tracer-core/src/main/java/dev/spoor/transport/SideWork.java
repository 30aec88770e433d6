package dev.spoor.transport;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;

/**
 * Runs the {@link SenderWork} on the sender's thread, and lets other threads wait for what they ask
 * of it.
 */
final class SideWork {
  /** What somebody asks for; the later ones do the earlier ones' work, too. */
  enum Request {
    /** To find out what the Agent can do. */
    LEARN,
    FLUSH,
    CLOSE
  }

  private final SenderWork work;
  private final FlushTickets tickets = new FlushTickets();
  private volatile Request asked = Request.LEARN;

  SideWork(SenderWork work) {
    this.work = work;
  }

  /** Takes a ticket for {@link #await}. */
  long request(Request request) {
    if (request.compareTo(asked) > 0) {
      asked = request;
    }
    return tickets.request();
  }

  boolean await(long ticket, long nanos) {
    return tickets.awaitQuietly(ticket, nanos);
  }

  /** Whether somebody waits. */
  boolean isAsked() {
    return !tickets.isAnswered(tickets.requested());
  }

  void failAll() {
    tickets.failed(tickets.requested());
  }

  /**
   * @param resting whether the Agent is to be left alone
   */
  void everySecond(Delivery delivery, boolean resting) {
    delivery.rest(resting);
    try {
      work.everySecond(delivery);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Does what was asked for. */
  void answer(Delivery delivery) {
    long ticket = tickets.requested();
    if (tickets.isAnswered(ticket)) {
      return;
    }
    Request request = asked;
    asked = Request.LEARN;
    delivery.rest(false);
    boolean done = false;
    try {
      AgentFeatures features = delivery.features();
      boolean known = features != null;
      if (features != null) {
        work.agentKnown(features);
      }
      if (request == Request.CLOSE) {
        work.close(delivery);
        done = known;
      } else {
        done = known && (request == Request.LEARN || work.flush(delivery));
      }
    } catch (RuntimeException e) {
      failed(e);
    }
    if (done) {
      tickets.done(ticket);
    } else {
      tickets.failed(ticket);
    }
  }

  private static void failed(RuntimeException e) {
    Counters.of("sender.tick.failures").increment();
    Log.once("sender-tick", "The sender's regular work failed", e);
  }
}
