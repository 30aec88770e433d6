package dev.spoor.transport;

import dev.spoor.config.AgentAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the Agent, TCP or unix domain socket, on which each wait ends at a deadline.
 *
 * <p>A non-blocking channel with its selector serves both kinds of address alike, keeps a dripping
 * peer from stretching a request (the deadline is for all reads together), and passes by the proxy
 * settings of the JVM, which must not apply here. Used by one thread; only {@link #abort} may be
 * called by another.
 */
final class AgentSocket {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private volatile boolean aborted;

  private AgentSocket(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.selector = Selector.open();
    this.key = channel.register(selector, 0);
  }

  /** Connects to the first of the host's addresses that answers. */
  static AgentSocket connect(AgentAddress address, long deadline) throws AgentFailure {
    AgentFailure last = null;
    for (SocketAddress candidate : resolve(address)) {
      try {
        return connect(candidate, deadline);
      } catch (AgentFailure e) {
        last = e;
      }
    }
    throw last != null ? last : new AgentFailure(AgentFailure.Kind.UNREACHABLE, "no address");
  }

  private static List<SocketAddress> resolve(AgentAddress address) throws AgentFailure {
    try {
      String path = address.socket();
      if (path != null) {
        return List.of(UnixDomainSocketAddress.of(path));
      }
      InetAddress[] all = InetAddress.getAllByName(address.host());
      SocketAddress[] result = new SocketAddress[all.length];
      for (int i = 0; i < all.length; i++) {
        result[i] = new InetSocketAddress(all[i], address.port());
      }
      return List.of(result);
    } catch (UnknownHostException e) {
      throw new AgentFailure(AgentFailure.Kind.UNREACHABLE, "unknown host", e);
    } catch (RuntimeException e) {
      throw new AgentFailure(AgentFailure.Kind.UNREACHABLE, "bad address", e);
    }
  }

  private static AgentSocket connect(SocketAddress address, long deadline) throws AgentFailure {
    SocketChannel channel = null;
    AgentSocket socket = null;
    boolean connected = false;
    try {
      boolean unix = address instanceof UnixDomainSocketAddress;
      channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
      if (!unix) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      socket = new AgentSocket(channel);
      if (!channel.connect(address)) {
        do {
          socket.await(SelectionKey.OP_CONNECT, deadline);
        } while (!channel.finishConnect());
      }
      connected = true;
      return socket;
    } catch (IOException | UnresolvedAddressException | UnsupportedOperationException e) {
      throw new AgentFailure(AgentFailure.Kind.UNREACHABLE, reason(e), e);
    } finally {
      if (!connected) {
        if (socket != null) {
          socket.close();
        } else {
          closeQuietly(channel);
        }
      }
    }
  }

  /** The system's words for a connection that did not come about, without address and class. */
  private static String reason(Exception e) {
    if (e instanceof AgentFailure failure && failure.kind == AgentFailure.Kind.TIMEOUT) {
      return "connect timed out";
    }
    String message = e.getMessage();
    if (e instanceof ConnectException && (message == null || message.contains("refused"))) {
      return "connection refused";
    }
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * Whether this idle connection can still be used. The Agent closes connections after five idle
   * seconds, and bytes that nobody asked for are no good sign either.
   */
  boolean isUsable() {
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads at least one byte; -1 at the end of the stream. */
  int read(ByteBuffer into, long deadline) throws IOException {
    while (true) {
      int count = channel.read(into);
      if (count != 0) {
        return count;
      }
      await(SelectionKey.OP_READ, deadline);
    }
  }

  /**
   * Writes all of it, unless the peer starts to answer or goes away before it has read all.
   *
   * @return false if there is something to read although not all was written
   */
  boolean write(ByteBuffer from, long deadline) throws IOException {
    while (from.hasRemaining()) {
      if (channel.write(from) == 0) {
        await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, deadline);
        if (key.isReadable() && !key.isWritable()) {
          return false;
        }
      }
    }
    return true;
  }

  private void await(int operations, long deadline) throws IOException {
    key.interestOps(operations);
    long left = deadline - System.nanoTime();
    if (left > 0 && !aborted) {
      selector.select(Math.max(1, left / 1_000_000));
      selector.selectedKeys().clear();
    }
    if (aborted) {
      throw new AgentFailure(AgentFailure.Kind.TIMEOUT, "given up at shutdown");
    }
    if (deadline - System.nanoTime() <= 0) {
      throw new AgentFailure(AgentFailure.Kind.TIMEOUT, "timed out");
    }
  }

  /** Makes the wait that goes on, and each later one, fail at once; for any thread. */
  void abort() {
    aborted = true;
    selector.wakeup();
  }

  void close() {
    closeQuietly(channel);
    closeQuietly(selector);
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      // Nothing can be done about it, and nothing depends on it.
    }
  }
}
