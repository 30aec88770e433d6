package dev.spoor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;

/** Makes chunks whose content tells which they are, and finds them again in bodies. */
final class Chunks {
  private Chunks() {}

  /** A trace of one span: {@code [{"n": number, "p": padding}]}. */
  static byte[] chunk(long number, int padding) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessagePacker packer = MessagePack.newDefaultPacker(bytes)) {
      packer.packArrayHeader(1).packMapHeader(2).packString("n").packLong(number);
      byte[] filler = new byte[padding];
      java.util.Arrays.fill(filler, (byte) ('a' + number % 26));
      packer.packString("p").packBinaryHeader(padding).writePayload(filler);
      packer.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The numbers of all chunks in a body, each checked down to its last byte. */
  static List<Long> numbers(byte[] body) {
    List<Long> numbers = new ArrayList<>();
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(body)) {
      int traces = unpacker.unpackArrayHeader();
      for (int i = 0; i < traces; i++) {
        assertThat(unpacker.unpackArrayHeader()).isEqualTo(1);
        assertThat(unpacker.unpackMapHeader()).isEqualTo(2);
        assertThat(unpacker.unpackString()).isEqualTo("n");
        long number = unpacker.unpackLong();
        assertThat(unpacker.unpackString()).isEqualTo("p");
        byte[] filler = unpacker.readPayload(unpacker.unpackBinaryHeader());
        for (byte b : filler) {
          if (b != (byte) ('a' + number % 26)) {
            throw new AssertionError("chunk " + number + " holds bytes of another one");
          }
        }
        numbers.add(number);
      }
      assertThat(unpacker.hasNext()).as("bytes behind the last trace").isFalse();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return numbers;
  }

  static boolean offer(TraceTransport transport, byte[] chunk) {
    return transport.offer(chunk, 0, chunk.length, 1);
  }

  static boolean offer(TraceTransport transport, String text) {
    return offer(transport, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until it is so, and fails if it never is. */
  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("never happened: " + what).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
