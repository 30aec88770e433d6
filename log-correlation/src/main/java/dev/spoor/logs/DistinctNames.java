package dev.spoor.logs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Keeps the names at the root of a line distinct: whoever comes second is written under {@code
 * name_2}, {@code name_3} and so on, so that no value is lost and no reader meets a name twice.
 *
 * <p>Names come from many hands (MDC, key-value pairs, markers, custom fields), and most JSON
 * readers silently keep only one of two equal names. Nested objects are left to their writers.
 *
 * <p>One per generator, hence one per thread. A line has some 10 to 30 names, for which a scan of
 * an array is cheaper than a set and allocates nothing; 64 bits of hashes spare most scans.
 */
final class DistinctNames extends JsonGeneratorDelegate {
  private @Nullable String[] seen = new String[32];
  private int count;
  private long hashes;

  DistinctNames(JsonGenerator delegate) {
    // Trees and beans go straight to the generator below: they are not at the root.
    super(delegate, true);
  }

  @Override
  public JsonGenerator writeStartObject() {
    if (delegate.streamWriteContext().inRoot()) {
      Arrays.fill(seen, 0, count, null);
      count = 0;
      hashes = 0;
    }
    delegate.writeStartObject();
    return this;
  }

  @Override
  public JsonGenerator writeName(@Nullable String name) {
    String given = name == null ? "null" : name;
    delegate.writeName(atRoot() ? distinct(given) : given);
    return this;
  }

  @Override
  public JsonGenerator writeName(SerializableString name) {
    if (atRoot()) {
      delegate.writeName(distinct(name.getValue()));
    } else {
      delegate.writeName(name);
    }
    return this;
  }

  private boolean atRoot() {
    return delegate.streamWriteContext().getNestingDepth() == 1;
  }

  private String distinct(String name) {
    String free = name;
    for (int n = 2; contains(free); n++) {
      free = name + '_' + n;
    }
    if (count == seen.length) {
      seen = Arrays.copyOf(seen, 2 * count);
    }
    seen[count++] = free;
    hashes |= bit(free);
    return free;
  }

  /** A shift looks at the low six bits; folding lets the rest of the hash take part. */
  private static long bit(String name) {
    int hash = name.hashCode();
    return 1L << (hash ^ (hash >>> 12) ^ (hash >>> 24));
  }

  private boolean contains(String name) {
    if ((hashes & bit(name)) == 0) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (name.equals(seen[i])) {
        return true;
      }
    }
    return false;
  }
}
