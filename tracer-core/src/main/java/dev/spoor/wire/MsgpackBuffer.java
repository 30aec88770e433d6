package dev.spoor.wire;

import dev.spoor.trace.TraceId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte array that msgpack values are appended to.
 *
 * <p>Only the forms that a trace payload needs. Map headers are written with a fixed width and
 * their count is put in afterwards ({@link #beginMap}, {@link #endMap}), so that a map's entries
 * are walked once, and a count can never disagree with what was written. Not thread safe.
 */
public final class MsgpackBuffer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  MsgpackBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** The array behind; valid up to {@link #size} until the next write. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int capacity() {
    return bytes.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Returns where they begin, for the {@code set} methods. */
  int writeRaw(byte[] source) {
    room(source.length);
    int at = size;
    System.arraycopy(source, 0, bytes, at, source.length);
    size = at + source.length;
    return at;
  }

  /** Appends bytes that stand here already. Returns where they begin. */
  int repeat(int from, int to) {
    int at = leave(to - from);
    System.arraycopy(bytes, from, bytes, at, to - from);
    return at;
  }

  /** Puts a number over bytes that were written. */
  void setLong(int at, long value) {
    LONG.set(bytes, at, value);
  }

  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  void setByte(int at, byte value) {
    bytes[at] = value;
  }

  void setDouble(int at, double value) {
    LONG.set(bytes, at, Double.doubleToRawLongBits(value));
  }

  void setShort(int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  /** Leaves room for that many bytes, for the {@code set} methods. Returns where it begins. */
  int leave(int count) {
    room(count);
    int at = size;
    size += count;
    return at;
  }

  /** Takes back what was written last. */
  void drop(int count) {
    size -= count;
  }

  byte[] copyAndClear() {
    byte[] copy = Arrays.copyOf(bytes, size);
    size = 0;
    return copy;
  }

  void writeArrayHeader(int length) {
    room(5);
    if (length < 16) {
      bytes[size++] = (byte) (0x90 | length);
    } else if (length < 1 << 16) {
      bytes[size++] = (byte) 0xdc;
      SHORT.set(bytes, size, (short) length);
      size += 2;
    } else {
      bytes[size++] = (byte) 0xdd;
      INT.set(bytes, size, length);
      size += 4;
    }
  }

  /** For maps of up to 15 entries whose count is known. */
  void writeSmallMapHeader(int entries) {
    room(1);
    bytes[size++] = (byte) (0x80 | entries);
  }

  /** Leaves room for a header; give what it returns to {@link #endMap}. */
  int beginMap() {
    return leave(3);
  }

  /** Entries beyond 65,535 cannot happen: a span takes in 4,096 tags. */
  void endMap(int at, int entries) {
    bytes[at] = (byte) 0xde;
    SHORT.set(bytes, at + 1, (short) entries);
  }

  /** An unsigned 64-bit number, as ids are written. */
  void writeUnsigned(long value) {
    room(9);
    bytes[size] = (byte) 0xcf;
    LONG.set(bytes, size + 1, value);
    size += 9;
  }

  /** A signed number of 0 or more, in its shortest form. */
  void writeNatural(long value) {
    room(9);
    if (value < 0x80) {
      bytes[size++] = (byte) value;
    } else if (value < 1L << 16) {
      bytes[size] = (byte) 0xcd;
      SHORT.set(bytes, size + 1, (short) value);
      size += 3;
    } else if (value < 1L << 32) {
      bytes[size] = (byte) 0xce;
      INT.set(bytes, size + 1, (int) value);
      size += 5;
    } else {
      bytes[size] = (byte) 0xd3;
      LONG.set(bytes, size + 1, value);
      size += 9;
    }
  }

  /** A signed 64-bit number. */
  void writeLong(long value) {
    room(9);
    bytes[size] = (byte) 0xd3;
    LONG.set(bytes, size + 1, value);
    size += 9;
  }

  void writeBoolean(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 0xc3 : 0xc2);
  }

  /** A 64-bit float: the Agent refuses a payload that holds a 32-bit one. */
  void writeDouble(double value) {
    room(9);
    bytes[size] = (byte) 0xcb;
    LONG.set(bytes, size + 1, Double.doubleToRawLongBits(value));
    size += 9;
  }

  /** Bytes as they are, up to 4 GiB. */
  void writeBinary(byte[] source) {
    room(source.length + 5);
    if (source.length < 1 << 8) {
      bytes[size] = (byte) 0xc4;
      bytes[size + 1] = (byte) source.length;
      size += 2;
    } else if (source.length < 1 << 16) {
      bytes[size] = (byte) 0xc5;
      SHORT.set(bytes, size + 1, (short) source.length);
      size += 3;
    } else {
      bytes[size] = (byte) 0xc6;
      INT.set(bytes, size + 1, source.length);
      size += 5;
    }
    writeRaw(source);
  }

  /** Text as UTF-8; an unpaired surrogate becomes '?'. */
  void writeString(String text) {
    int length = text.length();
    // Worst case: three bytes a char, and five for the header.
    room(length * 3 + 5);
    int header = headerWidth(length);
    byte[] target = bytes;
    int at = size + header;
    int seen = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      seen |= c;
      target[at + i] = (byte) c;
    }
    if (seen < 0x80) {
      writeStringHeader(header, length);
      size += length;
    } else {
      writeUtf8(text);
    }
  }

  /** A number as text of 16 lower-case hex digits. */
  void writeHex(long value) {
    room(17);
    bytes[size] = (byte) (0xa0 | 16);
    TraceId.writeHex(value, bytes, size + 1);
    size += 17;
  }

  private void writeUtf8(String text) {
    int encoded = Utf8.length(text);
    writeStringHeader(headerWidth(encoded), encoded);
    int at = size;
    byte[] target = bytes;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Utf8.isPair(text, i)) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xf0 | (point >> 18));
        target[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        target[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (point & 0x3f));
      } else if (Character.isSurrogate(c)) {
        target[at++] = '?';
      } else {
        target[at++] = (byte) (0xe0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    size = at;
  }

  private static int headerWidth(int length) {
    if (length < 32) {
      return 1;
    }
    if (length < 1 << 8) {
      return 2;
    }
    return length < 1 << 16 ? 3 : 5;
  }

  private void writeStringHeader(int width, int length) {
    switch (width) {
      case 1 -> bytes[size] = (byte) (0xa0 | length);
      case 2 -> {
        bytes[size] = (byte) 0xd9;
        bytes[size + 1] = (byte) length;
      }
      case 3 -> {
        bytes[size] = (byte) 0xda;
        SHORT.set(bytes, size + 1, (short) length);
      }
      default -> {
        bytes[size] = (byte) 0xdb;
        INT.set(bytes, size + 1, length);
      }
    }
    size += width;
  }

  /** A text as the bytes that {@link #writeString} would append. */
  static byte[] encoded(String text) {
    MsgpackBuffer buffer = new MsgpackBuffer(text.length() + 5);
    buffer.writeString(text);
    return buffer.copyAndClear();
  }
}
