package dev.spoor.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads msgpack values one after the other from a byte array, with the leniencies and refusals of a
 * Datadog Agent's decoder rather than those of the msgpack specification.
 *
 * <p>Safe against hostile input: a declared length is held against the bytes that are left before
 * anything of that size is allocated, skipping does not recurse, and the number of values that may
 * be turned into objects is bounded, because a one-byte value can cost a hundred bytes of heap.
 *
 * <p>Not for writing, not for streams, not thread safe.
 */
final class MsgpackReader {
  /** The Agent refuses longer arrays and maps, whatever the size of the body. */
  private static final int MAX_DECLARED_LENGTH = 25_000_000;

  /**
   * Elements of arrays and maps that one body may turn into objects: three times what a full body
   * of 25 MiB holds in practice, and some 200 MB of heap at worst.
   */
  static final int MAX_VALUES = 2_000_000;

  private final byte[] data;
  private int position;
  private int values;

  MsgpackReader(byte[] data) {
    this(data, 0);
  }

  MsgpackReader(byte[] data, int from) {
    this.data = data;
    this.position = from;
  }

  int position() {
    return position;
  }

  MalformedPayload malformed(String reason) {
    return new MalformedPayload(reason, position);
  }

  /** Reads the header of an array; the caller is going to keep its elements. */
  int readArrayHeader(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    long length;
    if ((head & 0xf0) == 0x90) {
      length = head & 0x0f;
    } else if (head == 0xdc) {
      length = readBigEndian(2);
    } else if (head == 0xdd) {
      length = readBigEndian(4);
    } else {
      throw unexpected(what, "an array", start);
    }
    return claim(what, length, 1);
  }

  /** Reads the header of a map; the caller is going to keep its entries. */
  int readMapHeader(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    long length;
    if ((head & 0xf0) == 0x80) {
      length = head & 0x0f;
    } else if (head == 0xde) {
      length = readBigEndian(2);
    } else if (head == 0xdf) {
      length = readBigEndian(4);
    } else {
      throw unexpected(what, "a map", start);
    }
    return claim(what, length, 2);
  }

  /** Consumes a nil if that is the next value. */
  boolean readNil() {
    if (position < data.length && data[position] == (byte) 0xc0) {
      position++;
      return true;
    }
    return false;
  }

  /** Whether the next value is of type str; nothing is consumed. */
  boolean isAtStr() {
    int head = position < data.length ? data[position] & 0xff : 0;
    return (head & 0xe0) == 0xa0 || (head >= 0xd9 && head <= 0xdb);
  }

  /** A string that may arrive as str or bin; what is not UTF-8 in it becomes U+FFFD. */
  String readString(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    int length = stringLength(head);
    if (length < 0) {
      length = binaryLength(head);
    }
    if (length < 0) {
      throw unexpected(what, "a string", start);
    }
    return take(length);
  }

  /** As {@link #readString}, and a nil reads as the empty string. */
  String readStringOrNil(String what) throws MalformedPayload {
    return readNil() ? "" : readString(what);
  }

  /** A string that must be of type str. */
  String readStr(String what) throws MalformedPayload {
    int start = position;
    int length = stringLength(readByte());
    if (length < 0) {
      throw unexpected(what, "a str", start);
    }
    return take(length);
  }

  byte[] readBinary(String what) throws MalformedPayload {
    int start = position;
    int length = binaryLength(readByte());
    if (length < 0) {
      throw unexpected(what, "a bin", start);
    }
    byte[] result = Arrays.copyOfRange(data, position, position + length);
    position += length;
    return result;
  }

  boolean readBoolean(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    if (head != 0xc2 && head != 0xc3) {
      throw unexpected(what, "a bool", start);
    }
    return head == 0xc3;
  }

  /** A signed number of any integer width; an unsigned one above 2^63-1 is refused. */
  long readLong(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    long value = integer(head, what, start);
    if (head == 0xcf && value < 0) {
      throw new MalformedPayload(what + ": uint64 overflows int64", start);
    }
    return value;
  }

  int readInt32(String what) throws MalformedPayload {
    int start = position;
    long value = readLong(what);
    if (value != (int) value) {
      throw new MalformedPayload(what + ": " + value + " overflows int32", start);
    }
    return (int) value;
  }

  /** 64 unsigned bits; a negative number is reinterpreted, as the Agent does for ids. */
  long readId(String what) throws MalformedPayload {
    int start = position;
    return integer(readByte(), what, start);
  }

  /** 64 unsigned bits; a negative number is refused. */
  long readUnsigned(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    long value = integer(head, what, start);
    if (value < 0 && head != 0xcf) {
      throw new MalformedPayload(what + ": " + value + " where an unsigned number belongs", start);
    }
    return value;
  }

  /** An unsigned number of 32 bits. */
  long readUint32(String what) throws MalformedPayload {
    int start = position;
    long value = readUnsigned(what);
    if (value < 0 || value > 0xffff_ffffL) {
      throw new MalformedPayload(
          what + ": " + Long.toUnsignedString(value) + " overflows uint32", start);
    }
    return value;
  }

  /** A float64 or an integer of any width. A float32 is refused, as the Agent does. */
  double readNumber(String what) throws MalformedPayload {
    int start = position;
    int head = readByte();
    if (head == 0xcb) {
      return Double.longBitsToDouble(readBigEndian(8));
    }
    if (head == 0xca) {
      throw new MalformedPayload(what + ": float32 where float64 belongs", start);
    }
    long value = integer(head, what, start);
    if (head == 0xcf && value < 0) {
      // Java has no cast from unsigned; halving first keeps 64 significant bits in range.
      return ((value >>> 1) | (value & 1)) * 2.0;
    }
    return value;
  }

  double readFloat64(String what) throws MalformedPayload {
    int start = position;
    if (readByte() != 0xcb) {
      throw unexpected(what, "a float64", start);
    }
    return Double.longBitsToDouble(readBigEndian(8));
  }

  /** Passes over one value of any type, however deeply nested, in constant memory. */
  void skip() throws MalformedPayload {
    long pending = 1;
    while (pending > 0) {
      pending += skipHead() - 1;
    }
  }

  /** Passes over one head with its bytes, and says how many values belong to it. */
  private long skipHead() throws MalformedPayload {
    int start = position;
    int head = readByte();
    int length = stringLength(head);
    if (length < 0) {
      length = binaryLength(head);
    }
    if (length >= 0) {
      position += length;
      return 0;
    }
    if (head <= 0x7f || head >= 0xe0 || head == 0xc0 || head == 0xc2 || head == 0xc3) {
      return 0;
    }
    if (head <= 0x8f) {
      return 2L * (head & 0x0f);
    }
    if (head <= 0x9f) {
      return head & 0x0f;
    }
    return switch (head) {
      case 0xca, 0xce, 0xd2 -> skipBytes(4);
      case 0xcb, 0xcf, 0xd3 -> skipBytes(8);
      case 0xcc, 0xd0 -> skipBytes(1);
      case 0xcd, 0xd1 -> skipBytes(2);
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> skipBytes(1L + (1L << (head - 0xd4)));
      case 0xc7, 0xc8, 0xc9 -> skipBytes(1 + readBigEndian(1 << (head - 0xc7)));
      case 0xdc -> readBigEndian(2);
      case 0xdd -> readBigEndian(4);
      case 0xde -> 2 * readBigEndian(2);
      case 0xdf -> 2 * readBigEndian(4);
      default -> throw new MalformedPayload("0xc1 is no msgpack type", start);
    };
  }

  private long skipBytes(long count) throws MalformedPayload {
    need(count);
    position += (int) count;
    return 0;
  }

  /** Length of the str that this head begins, -1 if it begins something else. */
  private int stringLength(int head) throws MalformedPayload {
    if ((head & 0xe0) == 0xa0) {
      return need(head & 0x1f);
    }
    return head >= 0xd9 && head <= 0xdb ? need(readBigEndian(1 << (head - 0xd9))) : -1;
  }

  private int binaryLength(int head) throws MalformedPayload {
    return head >= 0xc4 && head <= 0xc6 ? need(readBigEndian(1 << (head - 0xc4))) : -1;
  }

  private long integer(int head, String what, int start) throws MalformedPayload {
    if (head <= 0x7f) {
      return head;
    }
    if (head >= 0xe0) {
      return (byte) head;
    }
    return switch (head) {
      case 0xcc -> readBigEndian(1);
      case 0xcd -> readBigEndian(2);
      case 0xce -> readBigEndian(4);
      case 0xcf, 0xd3 -> readBigEndian(8);
      case 0xd0 -> (byte) readBigEndian(1);
      case 0xd1 -> (short) readBigEndian(2);
      case 0xd2 -> (int) readBigEndian(4);
      default -> throw unexpected(what, "an integer", start);
    };
  }

  private String take(int length) {
    String result = new String(data, position, length, StandardCharsets.UTF_8);
    position += length;
    return result;
  }

  private int readByte() throws MalformedPayload {
    if (position >= data.length) {
      throw malformed("unexpected end of the body");
    }
    return data[position++] & 0xff;
  }

  private long readBigEndian(int bytes) throws MalformedPayload {
    need(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (data[position++] & 0xff);
    }
    return value;
  }

  private int need(long bytes) throws MalformedPayload {
    if (bytes > data.length - position) {
      throw malformed(
          "unexpected end of the body: "
              + bytes
              + " bytes declared, "
              + (data.length - position)
              + " left");
    }
    return (int) bytes;
  }

  private int claim(String what, long length, int bytesEach) throws MalformedPayload {
    if (length > MAX_DECLARED_LENGTH) {
      throw malformed(what + ": a declared length of " + length + " is over the limit");
    }
    need(length * bytesEach);
    values += (int) length;
    if (values > MAX_VALUES) {
      throw malformed("more than " + MAX_VALUES + " values in one body");
    }
    return (int) length;
  }

  private MalformedPayload unexpected(String what, String wanted, int start) {
    return new MalformedPayload(
        what + ": " + wanted + " belongs here, found " + typeName(data[start] & 0xff), start);
  }

  private static String typeName(int head) {
    if (head <= 0x7f || head >= 0xe0 || (head >= 0xcc && head <= 0xd3)) {
      return "an integer";
    }
    if (head <= 0x8f || head == 0xde || head == 0xdf) {
      return "a map";
    }
    if (head <= 0x9f || head == 0xdc || head == 0xdd) {
      return "an array";
    }
    if (head <= 0xbf || (head >= 0xd9 && head <= 0xdb)) {
      return "a str";
    }
    return switch (head) {
      case 0xc0 -> "nil";
      case 0xc2, 0xc3 -> "a bool";
      case 0xc4, 0xc5, 0xc6 -> "a bin";
      case 0xca -> "a float32";
      case 0xcb -> "a float64";
      default -> "type 0x" + Integer.toHexString(head);
    };
  }
}
