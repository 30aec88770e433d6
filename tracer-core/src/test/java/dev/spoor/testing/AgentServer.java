package dev.spoor.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a {@link FakeAgent}: one thread accepts, one per connection reads requests and
 * writes answers, and every way of misbehaving is here. All threads are daemons and end with {@link
 * #close}.
 */
final class AgentServer implements AutoCloseable {
  private static final byte[] GARBAGE =
      "\u0015\u0003\u0003 this is no HTTP\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Function<AgentRequest, byte[]> handler;
  private final Consumer<String> complaints;
  private final AtomicInteger accepted = new AtomicInteger();

  /** Open connections, and when each last did something. */
  private final Map<SocketChannel, Long> open = new ConcurrentHashMap<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final SocketAddress address;

  private @Nullable ServerSocketChannel listener;
  private @Nullable Thread acceptor;

  /** Keeps the port ours while nobody listens on it. */
  private @Nullable Channel placeholder;

  volatile Fault fault = Fault.NONE;
  volatile Duration dripDelay = Duration.ofMillis(20);
  volatile Duration replyDelay = Duration.ZERO;
  volatile int requestsPerConnection = Integer.MAX_VALUE;
  volatile @Nullable Duration idleLimit;

  /**
   * @param socket null for TCP on a free port of the loopback interface
   * @param complaints told of whatever arrives that is not HTTP
   */
  AgentServer(
      @Nullable Path socket, Function<AgentRequest, byte[]> handler, Consumer<String> complaints) {
    this.handler = handler;
    this.complaints = complaints;
    SocketAddress wanted =
        socket == null
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
            : UnixDomainSocketAddress.of(socket);
    try {
      listener = listen(wanted);
      address = listener.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startThread("fake-agent-idle", this::closeIdle);
  }

  int port() {
    if (address instanceof InetSocketAddress inet) {
      return inet.getPort();
    }
    throw new IllegalStateException("listens on a unix socket: " + address);
  }

  int accepted() {
    return accepted.get();
  }

  int openConnections() {
    return open.size();
  }

  private ServerSocketChannel listen(SocketAddress at) throws IOException {
    ServerSocketChannel channel;
    if (at instanceof UnixDomainSocketAddress unix) {
      Files.deleteIfExists(unix.getPath());
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } else {
      channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }
    channel.bind(at);
    acceptor = startThread("fake-agent-accept", () -> accept(channel));
    return channel;
  }

  /** Closes the port and all connections; clients are refused from now on. */
  synchronized void refuse() throws IOException {
    if (listener == null) {
      return;
    }
    listener.close();
    listener = null;
    awaitAcceptor();
    closeConnections();
    if (address instanceof InetSocketAddress) {
      SocketChannel holder = SocketChannel.open();
      holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      placeholder = holder.bind(address);
    } else {
      Files.deleteIfExists(((UnixDomainSocketAddress) address).getPath());
    }
  }

  /** The kernel gives up the port only when no thread is within accept any more. */
  private void awaitAcceptor() throws IOException {
    Thread thread = acceptor;
    try {
      if (thread != null) {
        thread.join(10_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing the port", e);
    }
  }

  /** Listens again, at the same address. */
  synchronized void accept() throws IOException {
    if (listener != null) {
      return;
    }
    if (placeholder != null) {
      placeholder.close();
      placeholder = null;
    }
    listener = listen(address);
  }

  void closeConnections() {
    open.keySet().forEach(AgentServer::closeQuietly);
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    closeQuietly(listener);
    closeQuietly(placeholder);
    closeConnections();
    if (address instanceof UnixDomainSocketAddress unix) {
      try {
        Files.deleteIfExists(unix.getPath());
      } catch (IOException e) {
        // A left-over socket file in a temporary folder harms nobody.
      }
    }
  }

  private void accept(ServerSocketChannel channel) {
    try {
      while (true) {
        SocketChannel connection = channel.accept();
        int number = accepted.incrementAndGet();
        open.put(connection, System.nanoTime());
        if (!channel.isOpen()) {
          closeQuietly(connection);
        }
        startThread("fake-agent-connection-" + number, () -> serve(connection, number));
      }
    } catch (IOException e) {
      // The channel was closed: by close() or refuse().
    }
  }

  private void serve(SocketChannel connection, int number) {
    try (connection) {
      if (address instanceof InetSocketAddress) {
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      HttpWire wire = new HttpWire(Channels.newInputStream(connection));
      for (int served = 0; served < requestsPerConnection; served++) {
        if (fault == Fault.NEVER_READ) {
          closed.await();
        }
        AgentRequest request = wire.read(number);
        open.replace(connection, System.nanoTime());
        if (request == null || !answer(connection, request)) {
          return;
        }
        open.replace(connection, System.nanoTime());
      }
    } catch (IOException | RuntimeException e) {
      if (connection.isOpen() && closed.getCount() > 0) {
        complaints.accept("connection " + number + ": " + e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(connection);
    }
  }

  /** Answers, or misbehaves; false ends the connection. */
  private boolean answer(SocketChannel connection, AgentRequest request)
      throws IOException, InterruptedException {
    byte[] reply = handler.apply(request);
    OutputStream out = Channels.newOutputStream(connection);
    pause(replyDelay);
    switch (fault) {
      case NEVER_READ, NEVER_ANSWER -> {
        closed.await();
        return false;
      }
      case HANG_UP -> {
        return false;
      }
      case GARBAGE -> {
        out.write(GARBAGE);
        return false;
      }
      case GARBAGE_BODY ->
          out.write(
              HttpWire.response(
                  200, "text/html", Map.of(), "<html>{\"rate".getBytes(StandardCharsets.UTF_8)));
      case DRIP -> {
        for (byte b : reply) {
          pause(dripDelay);
          out.write(b);
        }
      }
      case NONE -> out.write(reply);
    }
    return true;
  }

  /** Waits, but not beyond the end of the server. */
  private void pause(Duration time) throws InterruptedException {
    if (!time.isZero()) {
      closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void closeIdle() {
    try {
      while (!closed.await(10, TimeUnit.MILLISECONDS)) {
        Duration limit = idleLimit;
        if (limit != null) {
          long oldest = System.nanoTime() - limit.toNanos();
          open.forEach(
              (connection, last) -> {
                if (last - oldest < 0) {
                  closeQuietly(connection);
                }
              });
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread startThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void closeQuietly(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing is left to be done with it.
      }
    }
  }
}
