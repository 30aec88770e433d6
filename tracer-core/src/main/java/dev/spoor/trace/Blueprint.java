package dev.spoor.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all spans of one sort have in common, say all queries on one database: names, type, flags
 * and text tags. Made once and shared, so that a span refers to it where it would hold a copy, and
 * the encoder copies bytes that it made once where it would write tag by tag.
 *
 * <p>A span may still set, replace or remove any of these tags: what it says itself counts.
 *
 * <p>Immutable but for {@link #encoded}. Keep blueprints and use them again: one that is made per
 * span costs more than the tags that it saves.
 */
public final class Blueprint {
  /** For spans that share nothing. */
  static final Blueprint NONE = named("").build();

  private final String operation;
  private final @Nullable String service;
  private final @Nullable String serviceSource;
  private final @Nullable String type;
  private final byte exclusive;
  private final boolean measured;
  private final int ownTags;

  /** Keys at even, values at odd places. */
  private final String[] tags;

  /** One bit per key: most keys that are asked for are told apart by it. */
  private final long filter;

  /**
   * What an encoder remembers about this blueprint: immutable, made again whenever it does not fit.
   */
  private @Nullable Object encoded;

  private Blueprint(Draft draft) {
    this.operation = draft.operation;
    this.service = draft.service;
    this.serviceSource = draft.serviceSource;
    this.type = draft.type;
    this.exclusive = draft.exclusive;
    this.measured = draft.measured;
    this.ownTags = draft.ownTags;
    this.tags = draft.tags.toArray(new String[0]);
    long bits = 0;
    for (int i = 0; i < tags.length; i += 2) {
      bits |= 1L << tags[i].hashCode();
    }
    this.filter = bits;
  }

  /** Begins a blueprint of spans with that operation. */
  public static Draft named(String operation) {
    return new Draft(operation);
  }

  /** A blueprint that is being put together. */
  public static final class Draft {
    private final String operation;
    private @Nullable String service;
    private @Nullable String serviceSource;
    private @Nullable String type;
    private byte exclusive;
    private boolean measured;
    private int ownTags = 4;
    private final List<String> tags = new ArrayList<>();

    private Draft(String operation) {
      this.operation = Objects.requireNonNull(operation, "operation");
    }

    /** See {@link Span#setService}; without it spans are in their parent's service. */
    public Draft service(String name, @Nullable String source) {
      service = Objects.requireNonNull(name, "service");
      serviceSource = source;
      return this;
    }

    public Draft type(String value) {
      type = value;
      return this;
    }

    /** See {@link Span#isMeasured}. */
    public Draft measured() {
      measured = true;
      return this;
    }

    /** See {@link ExclusiveCall}. */
    public Draft exclusive(byte kind) {
      exclusive = kind;
      return this;
    }

    /** A text tag, each key once at most; null or "" is left out. */
    public Draft tag(String key, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        tags.add(Objects.requireNonNull(key, "key"));
        tags.add(value);
      }
      return this;
    }

    /** How many tags of its own a span is likely to have. A span may have more, or none. */
    public Draft ownTags(int count) {
      ownTags = Math.max(1, count);
      return this;
    }

    public Blueprint build() {
      SplitTags split = SpanTags.splits;
      if (split != null) {
        for (int i = 0; i < tags.size(); ) {
          if (split.take(this, tags.get(i), tags.get(i + 1))) {
            tags.subList(i, i + 2).clear();
          } else {
            i += 2;
          }
        }
      }
      return new Blueprint(this);
    }
  }

  public String operation() {
    return operation;
  }

  /** Null: spans are in the service of their parent. */
  public @Nullable String service() {
    return service;
  }

  @Nullable String serviceSource() {
    return serviceSource;
  }

  @Nullable String type() {
    return type;
  }

  byte exclusive() {
    return exclusive;
  }

  boolean isMeasured() {
    return measured;
  }

  int ownTags() {
    return ownTags;
  }

  /** Number of tags. */
  public int size() {
    return tags.length / 2;
  }

  public String key(int index) {
    return tags[index * 2];
  }

  public String value(int index) {
    return tags[index * 2 + 1];
  }

  /** The value of a tag, or null. */
  public @Nullable String tag(String key) {
    if ((filter & 1L << key.hashCode()) != 0) {
      for (int i = 0; i < tags.length; i += 2) {
        if (tags[i].equals(key)) {
          return tags[i + 1];
        }
      }
    }
    return null;
  }

  /** What {@link #setEncoded} was given last, perhaps by another thread; null at first. */
  public @Nullable Object encoded() {
    return encoded;
  }

  /** For the encoder: keeps what it made of this blueprint, which must be immutable. */
  public void setEncoded(Object bytes) {
    encoded = bytes;
  }
}
