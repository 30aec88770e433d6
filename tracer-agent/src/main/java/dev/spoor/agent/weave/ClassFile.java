package dev.spoor.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What matching must know of a class file, read in place: names of the type, its supertypes and its
 * methods. No code, no attributes beyond the size of the locals, no loading of classes.
 *
 * <p>Most classes only pass {@link #mentions}, one walk over the constant pool without an object;
 * an instance is made for those that might match.
 *
 * <p>A file that is cut short ends in an {@link IndexOutOfBoundsException}: whoever reads files
 * from the outside catches it.
 */
final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;

  /** The types that this file's pool entries have sizes of, by tag; 0 for none. Utf8 varies. */
  private static final byte[] SIZES = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private final byte[] bytes;

  /** Where each pool entry begins. */
  private final int[] pool;

  /** Where the pool ends: access flags, name, supertypes. */
  private final int header;

  /** A declared method; {@code maxLocals} and {@code codeLength} are 0 without a body. */
  record Method(int access, String name, String descriptor, int maxLocals, int codeLength) {}

  ClassFile(byte[] bytes) {
    this.bytes = bytes;
    if (u4(0) != MAGIC) {
      throw new IllegalArgumentException("not a class file");
    }
    int count = u2(8);
    pool = new int[count];
    int at = 10;
    for (int i = 1; i < count; i++) {
      pool[i] = at;
      int tag = bytes[at];
      at += size(bytes, at, tag);
      if (isWide(tag)) {
        i++;
      }
    }
    header = at;
  }

  /** Whether any of the names stands in the constant pool: a declared method's name must. */
  static boolean mentions(byte[] bytes, NameSet names) {
    int count = u2(bytes, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      int tag = bytes[at];
      if (tag == UTF8) {
        int length = u2(bytes, at + 1);
        if (names.contains(bytes, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else {
        at += size(bytes, at, tag);
        if (isWide(tag)) {
          i++;
        }
      }
    }
    return false;
  }

  int majorVersion() {
    return u2(6);
  }

  String name() {
    return className(u2(header + 2));
  }

  /** Internal name of the superclass, null for {@code java/lang/Object} and modules. */
  @Nullable String superName() {
    int index = u2(header + 4);
    return index == 0 ? null : className(index);
  }

  /** Internal names of the interfaces that are named directly. */
  List<String> interfaces() {
    int count = u2(header + 6);
    List<String> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(className(u2(header + 8 + 2 * i)));
    }
    return result;
  }

  /** The declared methods, constructors included. */
  List<Method> methods() {
    int at = skipMembers(header + 8 + 2 * u2(header + 6));
    int count = u2(at);
    at += 2;
    List<Method> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int code = findCode(at);
      result.add(
          new Method(
              u2(at),
              utf8(u2(at + 2)),
              utf8(u2(at + 4)),
              code == 0 ? 0 : u2(code + 8),
              code == 0 ? 0 : u4(code + 10)));
      at = skipMember(at);
    }
    return result;
  }

  private int skipMembers(int at) {
    int count = u2(at);
    int next = at + 2;
    for (int i = 0; i < count; i++) {
      next = skipMember(next);
    }
    return next;
  }

  private int skipMember(int at) {
    int attributes = u2(at + 6);
    int next = at + 8;
    for (int i = 0; i < attributes; i++) {
      next += 6 + u4(next + 2);
    }
    return next;
  }

  /** Where the member's Code attribute begins, 0 if it has none. */
  private int findCode(int member) {
    int attributes = u2(member + 6);
    int at = member + 8;
    for (int i = 0; i < attributes; i++) {
      if (utf8(u2(at)).equals("Code")) {
        return at;
      }
      at += 6 + u4(at + 2);
    }
    return 0;
  }

  private String className(int index) {
    return utf8(u2(pool[index] + 1));
  }

  private String utf8(int index) {
    int length = u2(pool[index] + 1);
    // Class files use a dialect of UTF-8; it differs for NUL and for what lies beyond the BMP, and
    // such names can only fail to match.
    return new String(bytes, pool[index] + 3, length, StandardCharsets.UTF_8);
  }

  private int u2(int at) {
    return u2(bytes, at);
  }

  private int u4(int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static int size(byte[] bytes, int at, int tag) {
    int size = tag > 0 && tag < SIZES.length ? SIZES[tag] : 0;
    if (size == 0) {
      throw new IllegalArgumentException("unknown constant pool tag " + tag);
    }
    return tag == UTF8 ? size + u2(bytes, at + 1) : size;
  }

  /** Long and double take two pool entries. */
  private static boolean isWide(int tag) {
    return tag == 5 || tag == 6;
  }
}
