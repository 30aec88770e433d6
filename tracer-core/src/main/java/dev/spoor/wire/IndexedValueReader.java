package dev.spoor.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what all maps of v1.0 are made of: numeric keys, strings that may be indices, attributes.
 *
 * <p>Holds the table of strings, which is filled in the order of the wire and whose index 0 is the
 * empty string: whoever passes over a string of the payload without this reader spoils it. Not
 * thread safe.
 */
final class IndexedValueReader {
  private static final int TRACE_ID_BYTES = 16;

  private final MsgpackReader in;
  private final List<String> table = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  IndexedValueReader(MsgpackReader in) {
    this.in = in;
    table.add("");
    known.add("");
  }

  int key(String what) throws MalformedPayload {
    // Beyond int it becomes negative, which is no key either.
    return (int) in.readUint32(what);
  }

  MalformedPayload unknown(int key, String what) {
    return in.malformed("key " + Integer.toUnsignedString(key) + " does not belong into " + what);
  }

  /** A str is new to the table unless its text is there already; a number is an index. */
  String string(String what) throws MalformedPayload {
    if (in.isAtStr()) {
      String text = in.readStr(what);
      if (known.add(text)) {
        table.add(text);
      }
      return text;
    }
    long index = in.readUint32(what);
    if (index >= table.size()) {
      throw in.malformed(
          what + ": index " + index + " in a string table of " + table.size() + " entries");
    }
    return table.get((int) index);
  }

  /** 128 bits, the high half first. */
  ByteBuffer traceId() throws MalformedPayload {
    byte[] id = in.readBinary("traceID");
    if (id.length != TRACE_ID_BYTES) {
      throw in.malformed("traceID: 16 bytes belong here, found " + id.length);
    }
    return ByteBuffer.wrap(id);
  }

  /** Reads triplets of key, type and value from one flat array. */
  void attributes(String what, Map<String, Object> into, boolean arrayAllowed)
      throws MalformedPayload {
    int length = in.readArrayHeader(what);
    if (length % 3 != 0) {
      throw in.malformed(what + ": a multiple of 3 elements belongs here, found " + length);
    }
    for (int i = 0; i < length; i += 3) {
      String key = string(what);
      into.put(key, value(what, arrayAllowed));
    }
  }

  private Object value(String what, boolean arrayAllowed) throws MalformedPayload {
    long type = in.readUint32(what);
    return switch ((int) type) {
      case 1 -> string(what);
      case 2 -> in.readBoolean(what);
      case 3 -> in.readFloat64(what);
      case 4 -> in.readLong(what);
      case 6 -> {
        if (!arrayAllowed) {
          throw in.malformed(what + ": an array is not allowed here");
        }
        yield array(what);
      }
      default -> throw in.malformed(what + ": type " + type + " is not allowed here");
    };
  }

  private List<Object> array(String what) throws MalformedPayload {
    int length = in.readArrayHeader(what);
    if (length % 2 != 0) {
      throw in.malformed(what + ": an even number of elements belongs here, found " + length);
    }
    List<Object> result = new ArrayList<>();
    for (int i = 0; i < length; i += 2) {
      result.add(value(what, false));
    }
    return Collections.unmodifiableList(result);
  }
}
