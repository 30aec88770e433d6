package dev.spoor.benchmarks.overhead.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends v0.4 payloads in the cheapest way there is: requests count, and one thread writes as many
 * copies of a trace to its one connection, from memory outside the heap that was filled beforehand.
 * Never drops anything. Without a peer it does nothing.
 */
final class FloorSender implements Runnable {
  /** As large as a payload of Spoor's gets. */
  private static final int MAX_BODY_BYTES = 5_000_000;

  /** Bytes that wait until the thread is woken before its second is over. */
  private static final int WAKE_BYTES = 4_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int ARRAY_HEADER_BYTES = 5;

  private final URI agent;
  private final List<Trace> traces = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this, "floor-sender");

  private FloorSender(URI agent) {
    this.agent = agent;
  }

  /** As many bytes as one step of the system takes without loss. */
  private static final int COPIES_BYTES = 512 * 1024;

  /** One trace, some copies of it, and how many of it wait. */
  final class Trace {
    private final ByteBuffer copies;
    private final int length;
    private final int mostAtOnce;
    private final int wakeAt;
    private final AtomicInteger waiting = new AtomicInteger();

    private Trace(byte[] bytes) {
      length = bytes.length;
      mostAtOnce = (MAX_BODY_BYTES - ARRAY_HEADER_BYTES) / length;
      wakeAt = WAKE_BYTES / length;
      copies = ByteBuffer.allocateDirect(COPIES_BYTES / length * length);
      while (copies.hasRemaining()) {
        copies.put(bytes);
      }
    }

    /** Sends it once more. */
    void add() {
      if (waiting.incrementAndGet() == wakeAt) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** Starts its thread, which ends with the process. */
  static FloorSender start(URI agent) {
    FloorSender sender = new FloorSender(agent);
    sender.thread.setDaemon(true);
    sender.thread.start();
    return sender;
  }

  /**
   * @param bytes of a trace that will be sent over and over
   */
  Trace trace(byte[] bytes) {
    Trace trace = new Trace(bytes);
    traces.add(trace);
    return trace;
  }

  @Override
  public void run() {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(agent.getHost(), agent.getPort()))) {
      while (true) {
        for (Trace trace : traces) {
          int count = Math.min(trace.mostAtOnce, trace.waiting.get());
          if (count > 0) {
            send(trace, count, channel);
            trace.waiting.addAndGet(-count);
          }
        }
        if (traces.stream().noneMatch(trace -> trace.waiting.get() >= trace.wakeAt)) {
          LockSupport.parkNanos(this, SECOND_NANOS);
        }
      }
    } catch (IOException e) {
      System.err.println("floor: " + e);
    }
  }

  private void send(Trace trace, int count, SocketChannel channel) throws IOException {
    int length = count * trace.length;
    ByteBuffer head =
        ByteBuffer.wrap(
            """
            PUT /v0.4/traces HTTP/1.1
            Host: %s
            Content-Type: application/msgpack
            X-Datadog-Trace-Count: %d
            Content-Length: %d

            """
                .formatted(agent.getAuthority(), count, ARRAY_HEADER_BYTES + length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer array =
        ByteBuffer.allocate(ARRAY_HEADER_BYTES).put((byte) 0xdd).putInt(count).flip();
    for (int left = length; left > 0; ) {
      ByteBuffer body = trace.copies.duplicate().position(0);
      body.limit(Math.min(left, body.capacity()));
      left -= body.remaining();
      ByteBuffer[] all = {head, array, body};
      while (body.hasRemaining()) {
        channel.write(all);
      }
    }
    // The sink's answer is one packet.
    ByteBuffer answer = ByteBuffer.allocate(4 << 10);
    if (channel.read(answer) <= 0) {
      throw new IOException("no answer");
    }
  }
}
