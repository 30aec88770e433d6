package dev.spoor.statsd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Datagrams over UDP. The channel is connected, so that the kernel keeps the address, and tells
 * when nobody listens there.
 */
final class UdpLink implements Link {
  private final DatagramChannel channel;
  private final ByteBuffer memory = ByteBuffer.allocateDirect(Packets.LARGEST);

  private UdpLink(DatagramChannel channel) {
    this.channel = channel;
  }

  /** Looks up the host, which may take a while. */
  static UdpLink open(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("unknown host");
    }
    DatagramChannel channel = DatagramChannel.open();
    boolean open = false;
    try {
      channel.configureBlocking(false);
      channel.connect(address);
      open = true;
      return new UdpLink(channel);
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  @Override
  public boolean send(byte[] bytes, int length) throws IOException {
    memory.clear().put(bytes, 0, length).flip();
    return channel.write(memory) > 0;
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
