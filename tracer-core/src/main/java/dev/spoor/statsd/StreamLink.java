package dev.spoor.statsd;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * Datagrams over a unix stream socket: each has its length before it, four bytes, the least
 * significant first.
 */
final class StreamLink implements Link {
  private final SocketChannel channel;
  private final ByteBuffer memory =
      ByteBuffer.allocateDirect(Packets.LARGEST + 4).order(ByteOrder.LITTLE_ENDIAN);

  private StreamLink(SocketChannel channel) {
    this.channel = channel;
    memory.limit(0);
  }

  static StreamLink open(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    boolean open = false;
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      open = true;
      return new StreamLink(channel);
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  @Override
  public boolean send(byte[] bytes, int length) throws IOException {
    // The rest of the last one comes first, or the receiver loses its place for good.
    if (memory.hasRemaining()) {
      channel.write(memory);
      if (memory.hasRemaining()) {
        return false;
      }
    }
    memory.clear().putInt(length).put(bytes, 0, length).flip();
    if (channel.write(memory) == 0) {
      memory.limit(0);
      return false;
    }
    return true;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing can be done about it, and nothing depends on it.
    }
  }
}
