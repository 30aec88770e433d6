package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that empties the {@link TraceQueue}: about once per interval, earlier when the
 * queue fills or somebody flushes.
 *
 * <p><b>What application threads pay.</b> The thread sleeps for a bounded time and looks by itself,
 * so an offer wakes nobody; only the offer that opens a slab looks whether the queue is filling and
 * then calls {@code unpark}. The thread is started by the first chunk, so a program that never has
 * a span has no thread either.
 *
 * <p><b>When the Agent is not well.</b> One payload at a time is held back and tried again later;
 * while we wait, nothing is sealed, so that slabs fill up completely. When more than half of the
 * bound is in use the oldest payloads are given up: recent traces are worth more, and application
 * threads find room.
 */
final class TraceSender implements Runnable {
  static final String THREAD_NAME = "spoor-sender";

  private static final long TICK_NANOS = 1_000_000_000L;

  /** Less than a payload may hold, so that what waits stays in the processor's caches. */
  private static final int WAKE_BYTES = 1024 * 1024;

  /** Arrays that are given away too early come back young, and every collection copies those. */
  private static final int TICKS_PER_TRIM = 10;

  private static final long ABSENT_CAP_NANOS = 60_000_000_000L;
  private static final long ILL_CAP_NANOS = 10_000_000_000L;

  /** A payload is given up when the Agent asks to come again later once more than that. */
  static final int MAX_RETRIES = 3;

  private static final long COPY_WAIT_NANOS = 50_000L;

  private final TraceQueue queue;
  private final TransportSettings settings;
  private final AtomicReference<@Nullable Consumer<Map<String, Double>>> onRates;
  private final SenderWork work;
  private final long intervalNanos;
  private final long wakeBytes;
  private final FlushTickets flushes = new FlushTickets();
  private final SideWork side;
  private final UnsentTraces unsent = new UnsentTraces();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private volatile @Nullable Delivery delivery;
  private volatile boolean asleep;
  private volatile boolean early;
  private volatile boolean stopping;

  /** The last attempt failed. */
  private volatile boolean failing;

  /** When the drain that goes on began; 0 if none does. */
  private volatile long busySince;

  // Of the sender thread alone.
  private final Backoff backoff = new Backoff();
  private @Nullable Payload pending;
  private long nextTick;
  private long nextSend;
  private int ticks;

  /** The last drain got rid of something, or there was none yet: another one is worth while. */
  private boolean fruitful = true;

  /** What the queue had dropped when nothing was wrong with the Agent yet. */
  private long dropsTold;

  /** The last flush that an attempt was made for in spite of waiting; one is enough. */
  private long forcedFor;

  /**
   * @param onRates what it holds when a reply comes is told the rates, on the sender thread
   * @param work what else this thread does
   */
  TraceSender(
      TraceQueue queue,
      TransportSettings settings,
      AtomicReference<@Nullable Consumer<Map<String, Double>>> onRates,
      SenderWork work) {
    this.queue = queue;
    this.settings = settings;
    this.onRates = onRates;
    this.work = work;
    this.side = new SideWork(work);
    this.intervalNanos = FlushTickets.nanos(settings.flushInterval());
    this.wakeBytes = Math.min(queue.bound() / 2, WAKE_BYTES);
  }

  /** To be called after an offer that opened a slab. */
  void slabOpened() {
    if (thread.get() == null) {
      start();
    } else if (asleep && queue.usedBytes() >= wakeBytes) {
      early = true;
      wake();
    }
  }

  /** For callers who need the regular work done though nothing was offered yet. */
  void ensureStarted() {
    if (thread.get() == null && !stopping) {
      start();
    }
  }

  private void start() {
    Thread made = new Thread(null, this, THREAD_NAME, 0, false);
    made.setDaemon(true);
    made.setContextClassLoader(null);
    if (!thread.compareAndSet(null, made)) {
      return;
    }
    boolean started = false;
    try {
      made.start();
      started = true;
    } catch (OutOfMemoryError e) {
      // "Unable to create native thread": the next slab tries again; the application's own work
      // has not failed, so it must not see this.
      Counters.of("sender.start.failures").increment();
    } finally {
      if (!started) {
        thread.set(null);
      }
    }
  }

  boolean isStarted() {
    return thread.get() != null;
  }

  /** Whether waiting for the Agent is probably in vain; for any thread. */
  boolean isAgentIll() {
    long since = busySince;
    return failing || (since != 0 && System.nanoTime() - since > TICK_NANOS);
  }

  private void wake() {
    LockSupport.unpark(thread.get());
  }

  /** See {@link TraceTransport#flush}. */
  boolean flush(long nanos) {
    if (thread.get() == null || Thread.currentThread() == thread.get()) {
      return thread.get() == null;
    }
    long ticket = flushes.request();
    wake();
    return flushes.awaitQuietly(ticket, nanos);
  }

  UnsentTraces unsent() {
    return unsent;
  }

  /** Asks for what else this thread does, and waits for it. */
  boolean ask(SideWork.Request request, long nanos) {
    if (thread.get() == null || Thread.currentThread() == thread.get()) {
      return thread.get() == null;
    }
    long ticket = side.request(request);
    wake();
    return side.await(ticket, nanos);
  }

  /** Stops the thread after at most that time, with whatever it is doing. */
  void stop(long nanos) {
    stopping = true;
    Thread running = thread.get();
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    Delivery used = delivery;
    if (used != null) {
      used.abort();
    }
    wake();
    try {
      running.join(Math.max(1, nanos / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    nextTick = System.nanoTime() + TICK_NANOS;
    nextSend = System.nanoTime() + intervalNanos;
    while (!stopping) {
      try {
        cycle(delivery());
        sleep();
      } catch (Throwable t) {
        failed(t);
      }
    }
    discardAll();
    Delivery used = delivery;
    if (used != null) {
      used.close();
    }
  }

  private Delivery delivery() {
    Delivery used = delivery;
    if (used == null) {
      // Only now, on this thread: nothing of the network is touched before.
      used = new Delivery(settings, onRates, work, unsent, AgentAddress.USUAL_SOCKET);
      delivery = used;
    }
    return used;
  }

  /**
   * Our own fault or no memory. This thread has nothing of the application on its stack, so going
   * on with the next payload is better than never sending again.
   */
  private void failed(Throwable t) {
    busySince = 0;
    Counters.of("sender.failures").increment();
    Payload payload = pending;
    if (payload != null) {
      drop(payload, "failure");
    }
    failedOnce(ILL_CAP_NANOS);
    flushes.failed(flushes.requested());
    side.failAll();
    LockSupport.parkNanos(this, COPY_WAIT_NANOS); // no busy loop, whatever the fault is
    Log.once("sender-" + t.getClass().getName(), "Traces could not be sent", t);
  }

  private void cycle(Delivery used) {
    long now = System.nanoTime();
    if (now - nextTick >= 0) {
      nextTick = now + TICK_NANOS;
      tick(used);
    }
    long ticket = flushes.requested();
    boolean flushing = !flushes.isAnswered(ticket);
    if (flushing || early || pending != null || now - nextSend >= 0) {
      early = false;
      nextSend = now + intervalNanos;
      busySince = now | 1;
      drain(used, ticket, flushing);
      busySince = 0;
    }
    side.answer(used);
    noteFailure(used);
  }

  private void noteFailure(Delivery used) {
    if (used.takeFailure()) {
      failedOnce(ABSENT_CAP_NANOS);
    }
  }

  private void tick(Delivery used) {
    if (++ticks % TICKS_PER_TRIM == 0) {
      queue.trim();
    }
    tellIfTooSlow();
    side.everySecond(used, backoff.isWaiting(System.nanoTime()));
    noteFailure(used);
  }

  /** Drops while the Agent is away or ill have their own line; these are for want of speed. */
  private void tellIfTooSlow() {
    long drops = Counters.value(TraceQueue.DROPPED_SPANS);
    if (!failing && drops > dropsTold) {
      Log.once(
          "sender-slow",
          "Spans are made faster than the Datadog Agent takes them; some are dropped and counted"
              + " (DD_TRACE_QUEUE_BYTES gives them more room)",
          null);
    }
    dropsTold = drops;
  }

  private void drain(Delivery used, long ticket, boolean flushing) {
    if (pending == null && queue.isEmpty()) {
      flushes.done(ticket);
      return;
    }
    if (backoff.isWaiting(System.nanoTime()) && ticket <= forcedFor) {
      shed();
      return;
    }
    forcedFor = ticket;
    fruitful = false;
    try {
      used.prepare();
    } catch (AgentFailure e) {
      failedOnce(ABSENT_CAP_NANOS);
      flushes.failed(ticket);
      shed();
      return;
    }
    long cutoff = queue.seal();
    while (!stopping) {
      Payload payload = pending == null ? take(used, cutoff) : pending;
      pending = payload;
      if (payload != null) {
        if (!deliver(used, payload, ticket)) {
          return;
        }
      } else if (!queue.hasUnfinished(cutoff, System.nanoTime())) {
        flushes.done(ticket);
        return;
      } else if (!flushing) {
        return;
      } else {
        LockSupport.parkNanos(this, COPY_WAIT_NANOS);
      }
    }
  }

  private @Nullable Payload take(Delivery used, long cutoff) {
    Payload payload = queue.take(used.payloadLimit(), cutoff);
    if (payload != null) {
      DropCounts.taken(payload);
    }
    return payload;
  }

  /** Sends one payload; false if the next one has to wait. */
  private boolean deliver(Delivery used, Payload payload, long ticket) {
    Delivery.Outcome outcome = used.send(payload);
    switch (outcome) {
      case DELIVERED, DROPPED -> {
        release(payload);
        fruitful = true;
        backoff.succeeded();
        if (failing) {
          failing = false;
          dropsTold = Counters.value(TraceQueue.DROPPED_SPANS);
        }
        return true;
      }
      case DROPPED_AGENT_ILL -> {
        release(payload);
        failedOnce(ABSENT_CAP_NANOS);
        flushes.failed(ticket);
      }
      case LATER -> {
        failedOnce(ILL_CAP_NANOS);
        if (++payload.retries > MAX_RETRIES) {
          drop(payload, "retries");
        }
        shed();
      }
      case UNREACHABLE -> {
        failedOnce(ABSENT_CAP_NANOS);
        flushes.failed(ticket);
        shed();
      }
    }
    return false;
  }

  private void failedOnce(long capNanos) {
    backoff.failed(System.nanoTime(), capNanos);
    failing = true;
  }

  /** Gives up the oldest traces while the queue is half full or more. */
  private void shed() {
    while (queue.usedBytes() * 2 >= queue.bound()) {
      Payload oldest = pending;
      if (oldest == null) {
        oldest = queue.take(1, Long.MAX_VALUE);
        if (oldest == null) {
          return;
        }
        DropCounts.taken(oldest);
      }
      drop(oldest, "queue-half-full");
    }
  }

  private void drop(Payload payload, String cause) {
    DropCounts.dropped(payload, cause);
    release(payload);
  }

  private void release(Payload payload) {
    pending = null;
    for (Segment segment : payload.segments()) {
      queue.recycle(segment);
    }
  }

  private void discardAll() {
    Payload held = pending;
    if (held != null) {
      drop(held, "closed");
    }
    long cutoff = queue.seal();
    for (Payload rest = queue.take(1, cutoff); rest != null; rest = queue.take(1, cutoff)) {
      DropCounts.taken(rest);
      drop(rest, "closed");
    }
    flushes.failed(flushes.requested());
    side.failAll();
  }

  private void sleep() {
    asleep = true;
    try {
      long now = System.nanoTime();
      // Nobody calls while this thread is awake, and a queue that is full by now calls no more.
      if (fruitful && !backoff.isWaiting(now) && queue.usedBytes() >= wakeBytes) {
        early = true;
      }
      long wait = Math.min(nextTick, nextSend) - now;
      if (pending != null) {
        wait = Math.min(wait, backoff.remaining(now));
      }
      boolean flushing =
          (flushes.requested() > forcedFor && !flushes.isAnswered(flushes.requested()))
              || side.isAsked();
      if (wait > 0 && !early && !stopping && !flushing) {
        LockSupport.parkNanos(this, wait);
      }
    } finally {
      asleep = false;
      // Whoever interrupted this thread must not turn it into a busy loop.
      Thread.interrupted();
    }
  }
}
