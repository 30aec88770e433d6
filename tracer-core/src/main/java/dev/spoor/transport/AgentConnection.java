package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import dev.spoor.diag.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 client for one server: one kept-alive connection, one request at a time.
 *
 * <p>The JDK's clients are not used on purpose: they wake a good part of the JDK (and threads of
 * their own), they are libraries that the agent instruments, and they follow proxies and redirects.
 *
 * <p>The one subtle rule: a connection that has been used before may turn out dead, because the
 * Agent closes idle ones. When it ends before the first byte of a reply, the request is sent again,
 * once, on a new connection. On a new connection nothing is ever sent twice from here.
 *
 * <p>Used by the sender thread; only {@link #abort} may be called by another.
 */
final class AgentConnection {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final LongAdder deadConnections = Counters.of("api.connections.dead");
  private final long timeoutNanos;
  private AgentAddress address;
  private volatile boolean aborted;
  private volatile @Nullable AgentSocket socket;
  private @Nullable ByteBuffer buffer;

  AgentConnection(AgentAddress address, long timeoutNanos) {
    this.address = address;
    this.timeoutNanos = timeoutNanos;
  }

  AgentAddress address() {
    return address;
  }

  /** Goes to another address from the next request on. */
  void moveTo(AgentAddress next) {
    close();
    address = next;
  }

  /**
   * Sends one request and waits for its reply, at most the timeout for the connection and as long
   * again for the rest.
   *
   * @param head request line and headers with the empty line, its Content-Length being the sum of
   *     the parts
   * @throws AgentFailure if there is no usable reply
   */
  Reply exchange(byte[] head, List<Payload.Part> body) throws AgentFailure {
    AgentSocket reused = socket;
    if (reused != null && reused.isUsable()) {
      try {
        return attempt(reused, head, body);
      } catch (AgentFailure e) {
        if (e.kind != AgentFailure.Kind.DEAD) {
          throw e;
        }
        deadConnections.increment();
      }
    }
    close();
    AgentSocket fresh = AgentSocket.connect(address, System.nanoTime() + timeoutNanos);
    socket = fresh;
    if (aborted) {
      fresh.abort();
    }
    return attempt(fresh, head, body);
  }

  private Reply attempt(AgentSocket peer, byte[] head, List<Payload.Part> body)
      throws AgentFailure {
    boolean keep = false;
    try {
      long deadline = System.nanoTime() + timeoutNanos;
      ByteBuffer memory = memory();
      boolean written = write(peer, memory, head, body, deadline);
      Reply reply = new ReplyReader(peer, memory, deadline).read();
      keep = written && reply.keepAlive();
      return reply;
    } catch (AgentFailure e) {
      throw e;
    } catch (IOException e) {
      throw new AgentFailure(AgentFailure.Kind.DEAD, "connection lost", e);
    } finally {
      if (!keep) {
        close();
      }
    }
  }

  /**
   * Writes through one buffer outside the heap, so that a request of one small payload is one
   * packet, and so that the JDK needs no such buffer of its own per array.
   *
   * @return false if the peer answered, or hung up, before it had all; the reply may say why
   */
  private static boolean write(
      AgentSocket peer, ByteBuffer memory, byte[] head, List<Payload.Part> body, long deadline)
      throws AgentFailure {
    try {
      memory.clear();
      boolean open = put(peer, memory, Payload.Part.of(head), deadline);
      for (int i = 0; open && i < body.size(); i++) {
        open = put(peer, memory, body.get(i), deadline);
      }
      return open && peer.write(memory.flip(), deadline);
    } catch (AgentFailure e) {
      throw e;
    } catch (IOException e) {
      return false; // reset or broken pipe: a refusal may still be there to be read
    }
  }

  private static boolean put(AgentSocket peer, ByteBuffer memory, Payload.Part part, long deadline)
      throws IOException {
    WaitingForm.Source source = part.open();
    boolean more;
    do {
      more = source.fill(memory);
      if (more || !memory.hasRemaining()) {
        if (!peer.write(memory.flip(), deadline)) {
          return false;
        }
        memory.clear();
      }
    } while (more);
    return true;
  }

  private ByteBuffer memory() {
    ByteBuffer existing = buffer;
    if (existing != null) {
      return existing;
    }
    ByteBuffer made = ByteBuffer.allocateDirect(BUFFER_BYTES);
    buffer = made;
    return made;
  }

  /** Makes the request that goes on, and all later ones, fail soon; for any thread. */
  void abort() {
    aborted = true;
    AgentSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  void close() {
    AgentSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
  }
}
