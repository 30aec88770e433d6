package dev.spoor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A DogStatsD for tests: takes datagrams on a free UDP port of the loopback interface.
 *
 * <p>Thread safe. Every wait has a deadline and, when it fails, tells what did arrive.
 */
public final class FakeStatsd implements AutoCloseable {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(20).toNanos();

  private final DatagramSocket socket;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<String> packets = new ArrayList<>();
  private final Thread reader;

  private FakeStatsd() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    reader = new Thread(this::read, "fake-statsd");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one on a free port. */
  public static FakeStatsd start() {
    try {
      return new FakeStatsd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to put into {@code DD_DOGSTATSD_PORT}. */
  public int port() {
    return socket.getLocalPort();
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    while (true) {
      try {
        socket.receive(packet);
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  private void add(String packet) {
    lock.lock();
    try {
      packets.add(packet);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Datagrams so far, as text. */
  public List<String> packets() {
    lock.lock();
    try {
      return List.copyOf(packets);
    } finally {
      lock.unlock();
    }
  }

  /** Lines so far, in order of arrival. */
  public List<String> lines() {
    return packets().stream().flatMap(String::lines).toList();
  }

  /** Waits for at least that many lines and returns all there are. */
  public List<String> awaitLines(int count) {
    await(count + " lines", () -> lines().size() >= count);
    return lines();
  }

  /** Waits for a line that fits, and returns the first. */
  public String awaitLine(Predicate<String> wanted) {
    await("a line", () -> lines().stream().anyMatch(wanted));
    return lines().stream().filter(wanted).findFirst().orElseThrow();
  }

  private interface Probe {
    boolean isTrue();
  }

  private void await(String what, Probe probe) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    lock.lock();
    try {
      while (!probe.isTrue()) {
        long left = end - System.nanoTime();
        if (left <= 0 || !socketIsOpen()) {
          throw new AssertionError("no " + what + "; arrived: " + lines());
        }
        arrived.await(left, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  private boolean socketIsOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    socket.close();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
