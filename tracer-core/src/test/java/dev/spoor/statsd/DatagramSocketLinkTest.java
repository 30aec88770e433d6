package dev.spoor.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.config.StatsdAddress;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unix datagram sockets, on the JDKs that can do them. */
class DatagramSocketLinkTest {
  @TempDir Path folder;

  /** The receiving end, by the same means. */
  private static final class Receiver implements AutoCloseable {
    private final NativeCalls calls = NativeCalls.load();
    private final int socket;

    Receiver(Path path) throws Throwable {
      socket = (int) calls.function("socket", "IIII").invokeExact(calls.state(), 1, 2, 0);
      ByteBuffer address = ByteBuffer.allocateDirect(110).order(ByteOrder.nativeOrder());
      address.putShort((short) 1).put(path.toString().getBytes(StandardCharsets.UTF_8));
      int bound =
          (int)
              calls
                  .function("bind", "IIAI")
                  .invokeExact(calls.state(), socket, calls.segment(address), 110);
      assertThat(bound).isZero();
    }

    String receive() throws Throwable {
      ByteBuffer memory = ByteBuffer.allocateDirect(65_536);
      MethodHandle recv = calls.function("recv", "LIALI");
      long count =
          (long) recv.invokeExact(calls.state(), socket, calls.segment(memory), 65_536L, 0);
      byte[] bytes = new byte[(int) count];
      memory.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      try {
        int ignored = (int) calls.function("close", "II").invokeExact(calls.state(), socket);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @EnabledForJreRange(minVersion = 22)
  void sendsDatagramsOverAUnixSocket() throws Throwable {
    Path path = folder.resolve("dsd.socket");
    try (Receiver receiver = new Receiver(path);
        DogStatsd client = DogStatsd.open(StatsdAddress.unix(path.toString()), "a:b")) {
      client.increment("one");
      client.increment("two");
      client.flush();
      assertThat(receiver.receive()).isEqualTo("one:1|c|#a:b\ntwo:1|c|#a:b\n");
      String large = "x".repeat(8_000);
      client.event(StatsdEvent.of("t", large));
      client.flush();
      assertThat(receiver.receive()).isEqualTo("_e{1,8000}:t|" + large + "|#a:b\n");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @EnabledForJreRange(minVersion = 22)
  void aFullReceiverIsNoError() throws Throwable {
    Path path = folder.resolve("dsd.socket");
    try (Receiver receiver = new Receiver(path);
        DatagramSocketLink link = DatagramSocketLink.open(path.toString())) {
      byte[] bytes = new byte[1000];
      int sent = 0;
      while (sent < 100_000 && link.send(bytes, bytes.length)) {
        sent++;
      }
      assertThat(sent).isBetween(1, 99_999);
      assertThat(receiver.receive()).hasSize(1000);
      assertThat(link.send(bytes, bytes.length)).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @EnabledForJreRange(minVersion = 22)
  void tellsWhyThereIsNoConnection() {
    assertThatThrownBy(() -> DatagramSocketLink.open(folder.resolve("none").toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot connect, error 2");
    assertThatThrownBy(() -> DatagramSocketLink.open("/" + "x".repeat(200)))
        .hasMessageContaining("too long");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void beforeJdk22UdpStandsIn() {
    assertThat(Links.usable(StatsdAddress.unix("/run/dsd.socket")))
        .isEqualTo(StatsdAddress.udp("localhost", 8125));
  }
}
