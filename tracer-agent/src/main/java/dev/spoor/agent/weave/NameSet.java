package dev.spoor.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A few names, found in the bytes of a class file without making strings of these. Immutable. */
final class NameSet {
  /** The names by their length. */
  private final byte[] @Nullable [][] byLength;

  NameSet(Set<String> names) {
    int longest = 0;
    for (String name : names) {
      longest = Math.max(longest, name.getBytes(StandardCharsets.UTF_8).length);
    }
    byLength = new byte[longest + 1][][];
    for (int length = 0; length <= longest; length++) {
      List<byte[]> same = new ArrayList<>();
      for (String name : names) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == length) {
          same.add(bytes);
        }
      }
      byLength[length] = same.isEmpty() ? null : same.toArray(new byte[0][]);
    }
  }

  boolean contains(byte[] bytes, int offset, int length) {
    if (length >= byLength.length) {
      return false;
    }
    byte[][] candidates = byLength[length];
    if (candidates == null) {
      return false;
    }
    for (byte[] candidate : candidates) {
      if (equal(candidate, bytes, offset)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(byte[] name, byte[] bytes, int offset) {
    for (int i = 0; i < name.length; i++) {
      if (name[i] != bytes[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
