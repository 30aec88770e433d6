package dev.spoor.agent.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts that requests bring as bytes again and again, such as paths and user agents: the same bytes
 * give the same {@code String}, which then costs nothing, has its hash, and is known by identity to
 * what comes after.
 *
 * <p>A fixed number of places, each for one text; a text gets the place when it comes twice in a
 * row there, so that texts that never return throw none out. Thread safe; races cost a copy.
 */
public final class ByteTexts {
  private static final int PLACES = 512;
  private static final int MAX_BYTES = 512;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(PLACES);
  private final int[] lastSeen = new int[PLACES];

  /** Final fields: safe to read however the reference was come by. */
  private static final class Entry {
    final byte[] bytes;
    final String text;

    Entry(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  /** The text of that part of an array, one character per byte. */
  public String get(byte[] source, int start, int length) {
    if (length == 0 || length > MAX_BYTES) {
      return text(source, start, length);
    }
    int hash = hash(source, start, length);
    int place = hash & PLACES - 1;
    Entry entry = entries.getPlain(place);
    if (entry != null
        && Arrays.equals(entry.bytes, 0, entry.bytes.length, source, start, start + length)) {
      return entry.text;
    }
    String text = text(source, start, length);
    if (lastSeen[place] == hash) {
      byte[] bytes = Arrays.copyOfRange(source, start, start + length);
      entries.setRelease(place, new Entry(bytes, text));
    } else {
      lastSeen[place] = hash;
    }
    return text;
  }

  private static String text(byte[] source, int start, int length) {
    return new String(source, start, length, StandardCharsets.ISO_8859_1);
  }

  /** Eight bytes at a time; the last eight may overlap those before. */
  private static int hash(byte[] source, int start, int length) {
    long hash = length;
    int last = start + length - 8;
    if (last < start) {
      for (int i = start; i < start + length; i++) {
        hash = hash << 7 ^ hash >>> 25 ^ source[i];
      }
    } else {
      for (int i = start; i < last; i += 8) {
        hash = (hash ^ (long) LONG.get(source, i)) * FACTOR;
        hash ^= hash >>> 32;
      }
      hash ^= (long) LONG.get(source, last);
    }
    hash *= FACTOR;
    return (int) (hash >>> 32);
  }
}
