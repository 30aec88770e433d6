package dev.spoor.benchmarks.overhead.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends v0.4 payloads in the cheapest way there is: requests copy into memory outside the heap,
 * from which the one thread here writes to its one connection. Never drops anything: whoever finds
 * no room waits. Without a peer it does nothing.
 */
final class FloorSender implements Runnable {
  private static final int BUFFERS = 16;

  /** As much as Spoor's sender lets come together. */
  private static final int BUFFER_BYTES = 2 << 20;

  private static final int ARRAY_HEADER_BYTES = 5;

  /** Traces that wait together; its first bytes are left for the header of the array of them. */
  private static final class Batch {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).position(ARRAY_HEADER_BYTES);
    int traces;
  }

  private final URI agent;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BUFFERS);
  private Batch filling = new Batch();

  /** Nobody is there to send to, so nothing is kept. */
  private volatile boolean ended;

  private FloorSender(URI agent) {
    this.agent = agent;
    for (int i = 1; i < BUFFERS; i++) {
      free.add(new Batch());
    }
  }

  /** Starts its thread, which ends with the process. */
  static FloorSender start(URI agent) {
    FloorSender sender = new FloorSender(agent);
    Thread thread = new Thread(sender, "floor-sender");
    thread.setDaemon(true);
    thread.start();
    return sender;
  }

  synchronized void add(byte[] trace) {
    if (filling.bytes.remaining() < trace.length) {
      handOver();
    }
    if (!ended) {
      filling.bytes.put(trace);
      filling.traces++;
    }
  }

  private synchronized void handOver() {
    try {
      if (filling.traces > 0) {
        Batch next = null;
        while (next == null && !ended) {
          next = free.poll(1, TimeUnit.SECONDS);
        }
        if (next != null) {
          full.put(filling);
          filling = next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(agent.getHost(), agent.getPort()))) {
      while (true) {
        Batch batch = full.poll(1, TimeUnit.SECONDS);
        if (batch == null) {
          handOver();
        } else {
          send(batch, channel);
          batch.bytes.clear().position(ARRAY_HEADER_BYTES);
          batch.traces = 0;
          free.add(batch);
        }
      }
    } catch (IOException e) {
      System.err.println("floor: " + e);
      ended = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Batch batch, SocketChannel channel) throws IOException {
    ByteBuffer body = batch.bytes.put(0, (byte) 0xdd).putInt(1, batch.traces).flip();
    ByteBuffer head =
        ByteBuffer.wrap(
            """
            PUT /v0.4/traces HTTP/1.1
            Host: %s
            Content-Type: application/msgpack
            X-Datadog-Trace-Count: %d
            Content-Length: %d

            """
                .formatted(agent.getAuthority(), batch.traces, body.limit())
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer[] all = {head, body};
    while (body.hasRemaining()) {
      channel.write(all);
    }
    // The sink's answer is one packet.
    ByteBuffer answer = ByteBuffer.allocate(4 << 10);
    if (channel.read(answer) <= 0) {
      throw new IOException("no answer");
    }
  }
}
