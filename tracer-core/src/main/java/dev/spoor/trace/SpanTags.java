package dev.spoor.trace;

import dev.spoor.context.Context;
import dev.spoor.diag.Counters;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a {@link Span}, links and events included: those of its own in one array, which is
 * made with the first of them, and behind them those of its {@link Blueprint}.
 *
 * <p>Threading as for the span: two threads that set tags at the same moment may lose tags that
 * they set then, and never more than that.
 */
abstract sealed class SpanTags extends Context permits Span {
  /** Many spans have no tag but those of their blueprint, so room is made with the first one. */
  private static final @Nullable Object[] NO_TAGS = {};

  /** Further tags are counted and left out: looking up a key is linear, and a span no log. */
  static final int MAX_TAGS = 4096;

  private static final LongAdder TAGS_DROPPED = Counters.of("span.dropped.tags");

  /**
   * Tags that name a service; null for none, which is nearly always. Plain, since it is read with
   * each tag: set before the tracer is installed, by which other threads see it.
   */
  static @Nullable SplitTags splits;

  private final Blueprint blueprint;

  /**
   * Keys at even, values at odd places; values are String, Long or Double, or the extras, and null
   * for a tag that was removed, from here or from the blueprint.
   */
  private @Nullable Object[] tags = NO_TAGS;

  private int tagCount;

  /** Whether there are {@link SpanExtras} among the tags. */
  private boolean withExtras;

  /** Whether tags of the blueprint were replaced or removed. */
  private boolean overriding;

  SpanTags(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** Whether nothing may be changed any more. */
  public abstract boolean isFinished();

  /** See {@link Span#setService}. */
  abstract void setService(String value, @Nullable String source);

  /** Sets a text tag; null or "" removes it. */
  public void setTag(String key, @Nullable String value) {
    put(key, value == null || value.isEmpty() ? null : value);
  }

  /** Sets a whole-number tag, which goes to {@code metrics}. */
  public void setTag(String key, long value) {
    put(key, value);
  }

  /** Sets a number tag, which goes to {@code metrics}; NaN and infinities are left out there. */
  public void setTag(String key, double value) {
    put(key, value);
  }

  /**
   * Sets a tag of a span that has finished. For whoever looks at a trace once more while it is
   * written, such as samplers; on that thread only.
   *
   * @param value String, Long or Double
   */
  public void complete(String key, Object value) {
    store(key, value);
  }

  /** Sets a text tag even if the text is empty. */
  public void setTagVerbatim(String key, String value) {
    put(key, Objects.requireNonNull(value, "value"));
  }

  /** Relates this span to another one. */
  public void addLink(SpanLink link) {
    SpanExtras extras = extrasToFill();
    if (extras != null) {
      extras.add(Objects.requireNonNull(link, "link"));
    }
  }

  /** Records that something happened. */
  public void addEvent(SpanEvent event) {
    SpanExtras extras = extrasToFill();
    if (extras != null) {
      extras.add(Objects.requireNonNull(event, "event"));
    }
  }

  /** What travels beside the trace to every service below; never null. See {@link Baggage}. */
  public Baggage baggage() {
    SpanExtras extras = extras();
    return extras == null ? Baggage.EMPTY : extras.baggage();
  }

  /** Replaces the baggage; spans that were started below this one before keep theirs. */
  public void setBaggage(Baggage baggage) {
    SpanExtras extras = withExtras || !baggage.isEmpty() ? extrasToFill() : null;
    if (extras != null) {
      extras.setBaggage(baggage);
    }
  }

  /** Sets one item of the baggage, which Datadog's older headers carry too; null removes it. */
  public void setBaggageItem(String key, @Nullable String value) {
    setBaggage(value == null ? baggage().without(key) : baggage().withSpanItem(key, value));
  }

  /** A child begins with its parent's baggage. */
  void inherit(SpanTags parent) {
    if (parent.withExtras) {
      setBaggage(parent.baggage());
    }
  }

  private @Nullable SpanExtras extrasToFill() {
    if (isFinished()) {
      return null;
    }
    SpanExtras extras = extras();
    if (extras == null) {
      extras = new SpanExtras();
      append(SpanExtras.KEY, extras);
      withExtras = true;
    }
    return extras;
  }

  /** Links and events; null when there are none, which is nearly always. */
  @SuppressWarnings("ReferenceEquality") // the key is its own identity
  public @Nullable SpanExtras extras() {
    if (withExtras) {
      @Nullable Object[] array = tags;
      for (int i = 0; i < Math.min(tagCount, array.length); i += 2) {
        if (array[i] == SpanExtras.KEY) {
          return (SpanExtras) array[i + 1];
        }
      }
    }
    return null;
  }

  /**
   * Sets a text tag that nobody has set before, neither the blueprint nor anyone who has seen the
   * span: for whoever has just started it, who saves the search. Null or "" does nothing.
   */
  public void addTag(String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      assert tag(key) == null : key;
      if (!isTaken(key, value)) {
        append(key, value);
      }
    }
  }

  /** The same for a whole number. */
  public void addTag(String key, long value) {
    assert tag(key) == null : key;
    // Asked here, so that without such tags the number is boxed once, to be stored.
    if (splits == null || !isTaken(key, value)) {
      append(key, value);
    }
  }

  /** Whether the tag named the span's service, and is not to be stored. */
  private boolean isTaken(String key, @Nullable Object value) {
    SplitTags split = splits;
    return split != null && value != null && split.take(this, key, value);
  }

  /** String, Long or Double; null when not set. */
  public @Nullable Object tag(String key) {
    int at = indexOf(key);
    return at < 0 ? blueprint.tag(key) : tags[at + 1];
  }

  private void put(String key, @Nullable Object value) {
    if (!isFinished() && !isTaken(Objects.requireNonNull(key, "key"), value)) {
      store(key, value);
    }
  }

  private void store(String key, @Nullable Object value) {
    int at = indexOf(key);
    if (at >= 0) {
      tags[at + 1] = value;
      return;
    }
    if (blueprint.tag(key) != null) {
      overriding = true;
    } else if (value == null) {
      return;
    }
    append(key, value);
  }

  private void append(Object key, @Nullable Object value) {
    // Local copies: a race with another thread may lose a tag, but cannot leave the array's bounds.
    @Nullable Object[] array = tags;
    int count = tagCount;
    if (count >= MAX_TAGS * 2) {
      TAGS_DROPPED.increment();
      return;
    }
    if (count + 2 > array.length) {
      int room = array.length == 0 ? blueprint.ownTags() * 2 : array.length * 2;
      array = Arrays.copyOf(array, Math.max(room, count + 2));
      tags = array;
    }
    array[count] = key;
    array[count + 1] = value;
    tagCount = count + 2;
  }

  @SuppressWarnings("ReferenceEquality") // equals follows
  private int indexOf(String key) {
    @Nullable Object[] array = tags;
    int count = Math.min(tagCount, array.length);
    for (int i = 0; i < count; i += 2) {
      // Keys are constants nearly always, so identity answers before equals has to look.
      if (array[i] == key || key.equals(array[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Whether this span has set or removed that tag itself. */
  public boolean hasOwn(String key) {
    return indexOf(key) >= 0;
  }

  /** What this span shares with others; its tags count where the span has none of that name. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** Whether this span has replaced or removed tags of its blueprint. */
  public boolean isOverriding() {
    return overriding;
  }

  /**
   * The tags that are not the blueprint's, for the encoder: keys at even, values at odd places, up
   * to {@link #ownTagEnd}. A null value is a removed tag; a null key one that two threads fought
   * about. {@link SpanExtras} stand under a key that is no text. Not a copy.
   */
  public @Nullable Object[] ownTags() {
    return tags;
  }

  /** Where the tags in {@link #ownTags} end, if nobody sets one meanwhile. */
  public int ownTagEnd() {
    return tagCount;
  }
}
