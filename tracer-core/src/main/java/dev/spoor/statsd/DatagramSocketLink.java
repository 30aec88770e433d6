package dev.spoor.statsd;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * Datagrams over a unix datagram socket, which the JDK's channels cannot do: three calls of the
 * operating system by {@link NativeCalls}.
 */
final class DatagramSocketLink implements Link {
  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int MSG_DONTWAIT = MAC ? 0x80 : 0x40;
  private static final int EAGAIN = MAC ? 35 : 11;
  private static final int ENOBUFS = MAC ? 55 : 105;

  /** Of {@code sockaddr_un}; the last byte stays 0. */
  private static final int MAX_PATH = MAC ? 104 : 108;

  private final NativeCalls calls;
  private final MethodHandle send;
  private final ByteBuffer memory = ByteBuffer.allocateDirect(Packets.LARGEST);
  private final Object segment;
  private final int socket;

  private DatagramSocketLink(NativeCalls calls, int socket) throws ReflectiveOperationException {
    this.calls = calls;
    this.socket = socket;
    this.send = calls.function("send", "LIALI");
    this.segment = calls.segment(memory);
  }

  /**
   * @throws IOException if there is no such socket, or the JVM cannot do this
   */
  static DatagramSocketLink open(String path) throws IOException {
    byte[] name = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (name.length >= MAX_PATH) {
      throw new IOException("the socket's path is too long");
    }
    try {
      NativeCalls calls = NativeCalls.load();
      int socket =
          (int) calls.function("socket", "IIII").invokeExact(calls.state(), AF_UNIX, SOCK_DGRAM, 0);
      if (socket < 0) {
        throw new IOException("no socket, error " + calls.error());
      }
      ByteBuffer address = address(name);
      MethodHandle connect = calls.function("connect", "IIAI");
      int answer =
          (int)
              connect.invokeExact(
                  calls.state(), socket, calls.segment(address), address.capacity());
      if (answer != 0) {
        int error = calls.error();
        close(calls, socket);
        throw new IOException("cannot connect, error " + error);
      }
      return new DatagramSocketLink(calls, socket);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("unix datagram sockets cannot be used", e);
    }
  }

  private static ByteBuffer address(byte[] name) {
    ByteBuffer address =
        ByteBuffer.allocateDirect(2 + MAX_PATH).order(java.nio.ByteOrder.nativeOrder());
    if (MAC) {
      address.put((byte) (2 + MAX_PATH)).put((byte) AF_UNIX);
    } else {
      address.putShort((short) AF_UNIX);
    }
    address.put(name);
    return address;
  }

  @Override
  public boolean send(byte[] bytes, int length) throws IOException {
    memory.clear().put(bytes, 0, length);
    long sent;
    int error;
    try {
      sent = (long) send.invokeExact(calls.state(), socket, segment, (long) length, MSG_DONTWAIT);
      error = sent < 0 ? calls.error() : 0;
    } catch (Throwable e) {
      throw new IOException("unix datagram sockets cannot be used", e);
    }
    if (sent < 0 && error != EAGAIN && error != ENOBUFS) {
      throw new IOException("not sent, error " + error);
    }
    return sent >= 0;
  }

  @Override
  public void close() {
    try {
      close(calls, socket);
    } catch (IOException e) {
      // Nothing can be done about it, and nothing depends on it.
    }
  }

  private static void close(NativeCalls calls, int socket) throws IOException {
    try {
      int ignored = (int) calls.function("close", "II").invokeExact(calls.state(), socket);
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
