package dev.spoor.trace;

import dev.spoor.diag.Counters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What few spans have: links, events and baggage. Lives among the tags of its span, under a key
 * that is no text, so that a span without them is not a byte larger.
 *
 * <p>As with tags, two threads that add at the same moment may lose what they add then, and never
 * more than that.
 */
public final class SpanExtras {
  /** Further ones are counted and left out: a span is no log. */
  static final int MAX_OF_A_KIND = 1024;

  /** Where a span keeps its extras among its tags. */
  static final Object KEY = new Object();

  private static final LongAdder LINKS_DROPPED = Counters.of("span.dropped.links");
  private static final LongAdder EVENTS_DROPPED = Counters.of("span.dropped.events");
  private static final @Nullable Object[] NOTHING = {};

  private @Nullable Object[] links = NOTHING;
  private int linkCount;
  private @Nullable Object[] events = NOTHING;
  private int eventCount;
  private Baggage baggage = Baggage.EMPTY;

  SpanExtras() {}

  Baggage baggage() {
    return baggage;
  }

  void setBaggage(Baggage value) {
    baggage = value;
  }

  void add(SpanLink link) {
    int count = linkCount;
    if (count >= MAX_OF_A_KIND) {
      LINKS_DROPPED.increment();
      return;
    }
    links = put(links, count, link);
    linkCount = count + 1;
  }

  void add(SpanEvent event) {
    int count = eventCount;
    if (count >= MAX_OF_A_KIND) {
      EVENTS_DROPPED.increment();
      return;
    }
    events = put(events, count, event);
    eventCount = count + 1;
  }

  private static @Nullable Object[] put(@Nullable Object[] array, int count, Object added) {
    @Nullable Object[] result = array;
    if (count >= array.length) {
      result = Arrays.copyOf(array, Math.max(4, Math.max(count + 1, array.length * 2)));
    }
    result[count] = added;
    return result;
  }

  /** A copy, in the order in which they were added. */
  public List<SpanLink> links() {
    return copy(links, linkCount, SpanLink.class);
  }

  /** A copy, in the order in which they were added. */
  public List<SpanEvent> events() {
    return copy(events, eventCount, SpanEvent.class);
  }

  private static <T> List<T> copy(@Nullable Object[] array, int count, Class<T> type) {
    List<T> result = new ArrayList<>(count);
    for (int i = 0; i < Math.min(count, array.length); i++) {
      Object item = array[i];
      if (item != null) {
        result.add(type.cast(item));
      }
    }
    return result;
  }
}
