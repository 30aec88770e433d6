package dev.spoor.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes encoded traces and brings them to the Datadog Agent.
 *
 * <p>One chunk is the msgpack array of the span maps of one trace, as {@code v0.4} wants it. {@link
 * #offer} is for application threads: it copies and returns, whatever the Agent does. All else
 * happens on one daemon thread, which the first chunk starts; before that there is no thread and no
 * socket, and making an object of this class touches nothing of the network.
 *
 * <p>Every chunk is either delivered or counted as dropped; the names are {@code queue.dropped.*}
 * (no room) and {@code send.dropped.*} (not accepted by the Agent, by cause) in {@link
 * dev.spoor.diag.Counters}. Thread safe.
 */
public final class TraceTransport implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** An Agent that is known to hang or to fail gets one more short chance, not the whole limit. */
  private static final long ILL_CLOSE_NANOS = 250_000_000L;

  private final TraceQueue queue;
  private final TraceSender sender;
  private final AtomicReference<@Nullable Consumer<Map<String, Double>>> onRates =
      new AtomicReference<>();

  public TraceTransport(TransportSettings settings) {
    this(settings, SenderWork.NONE);
  }

  /**
   * @param work what else the sender's thread does
   */
  public TraceTransport(TransportSettings settings, SenderWork work) {
    Objects.requireNonNull(settings, "settings");
    queue = new TraceQueue(settings.queueBytes(), settings.waitingForm());
    sender = new TraceSender(queue, settings, onRates, work);
  }

  /**
   * Who gets the sampling rates that come with replies: the whole map each time, keys as the Agent
   * gives them ({@code service:S,env:E}), values from 0 to 1. Called on the sender's thread.
   */
  public void onRates(Consumer<Map<String, Double>> consumer) {
    onRates.set(Objects.requireNonNull(consumer, "consumer"));
  }

  /**
   * Hands over one encoded trace. The bytes are copied; the buffer may be used again at once. Never
   * blocks.
   *
   * @param spans the number of spans in it, for counting
   * @return false if it was dropped (and counted) because there was no room
   * @throws IndexOutOfBoundsException if the range is not in the buffer
   */
  public boolean offer(byte[] buffer, int offset, int length, int spans) {
    int answer = queue.offer(buffer, offset, length, spans);
    if (answer == TraceQueue.OPENED) {
      sender.slabOpened();
    }
    return answer != TraceQueue.DROPPED;
  }

  /** Starts the sender's thread, and so its regular work, though nothing was offered yet. */
  public void startTicking() {
    sender.ensureStarted();
  }

  /**
   * Asks before a trace is encoded: true means that there is no room, and that the trace has been
   * counted as dropped and must not be offered. False promises nothing.
   *
   * @param spans the number of spans in the trace, for counting
   */
  public boolean refuses(int spans) {
    return queue.refuses(spans);
  }

  /**
   * Sends what was offered before this call, and waits for it.
   *
   * @return true if all of it has been sent or dropped; false if the Agent cannot be reached or the
   *     time is over, or when called from the sender's own thread
   */
  public boolean flush(Duration limit) {
    return sender.flush(FlushTickets.nanos(limit));
  }

  /**
   * Has the other work of the sender's thread send all that waits; see {@link SenderWork#flush}.
   * Starts the thread if need be.
   *
   * @return false if the Agent could not take it, or the time is over
   */
  public boolean flushWork(Duration limit) {
    sender.ensureStarted();
    return sender.ask(SideWork.Request.FLUSH, FlushTickets.nanos(limit));
  }

  /**
   * Finds out what the Agent can do, if that is not known; starts the sender's thread if need be.
   *
   * @return false if the Agent cannot be reached, or the time is over
   */
  public boolean learn(Duration limit) {
    sender.ensureStarted();
    return sender.ask(SideWork.Request.LEARN, FlushTickets.nanos(limit));
  }

  /**
   * Counts spans that are not sent because their trace is not kept and the Agent learns of them by
   * statistics; the next request tells it.
   *
   * @param wholeTraces 1 if nothing of the trace is sent, 0 if some of its spans are
   */
  public void countUnsent(int wholeTraces, int spans) {
    sender.unsent().count(wholeTraces, spans);
  }

  /** Flushes for at most two seconds, then stops. */
  @Override
  public void close() {
    close(CLOSE_LIMIT);
  }

  /**
   * Flushes and stops the thread, within the limit in all; what could not be sent is dropped and
   * counted, and so is whatever is offered afterwards. Returns at once if nothing was ever offered.
   *
   * @return as {@link #flush}
   */
  public boolean close(Duration limit) {
    long nanos = FlushTickets.nanos(limit);
    long start = System.nanoTime();
    long patience = sender.isAgentIll() ? Math.min(nanos, ILL_CLOSE_NANOS) : nanos;
    boolean flushed = sender.flush(patience - patience / 10);
    long left = patience - (System.nanoTime() - start);
    if (sender.isStarted() && left > 0) {
      sender.ask(SideWork.Request.CLOSE, left / 2);
    }
    queue.close();
    sender.stop(Math.max(0, nanos - (System.nanoTime() - start)));
    return flushed;
  }

  /** The bytes that wait now, in whole slabs. */
  public long queuedBytes() {
    return queue.usedBytes();
  }

  TraceQueue queue() {
    return queue;
  }

  boolean isStarted() {
    return sender.isStarted();
  }
}
