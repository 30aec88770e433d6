package dev.spoor.propagation;

import dev.spoor.diag.Counters;
import dev.spoor.trace.Baggage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The W3C header {@code baggage}: {@code key=value,key=value}, percent-encoded, bound in items and
 * bytes both ways; and the older {@code ot-baggage-<key>}.
 *
 * <p>A member without a key or a value voids the whole header. Properties ({@code ;name=value})
 * stay in the value. Of several headers the last one counts. Stateless.
 */
final class BaggageHeader {
  private static final String NAME = "baggage";
  private static final String SPAN_ITEM = "ot-baggage-";
  private static final LongAdder CUT = Counters.of("propagation.baggage.cut");

  private final int maxItems;
  private final int maxBytes;
  private final List<String> tagKeys;

  BaggageHeader(int maxItems, int maxBytes, List<String> tagKeys) {
    this.maxItems = maxItems;
    this.maxBytes = maxBytes;
    this.tagKeys = tagKeys;
  }

  <C> Baggage extract(C carrier, HeaderGetter<C> getter) {
    String header = getter.get(carrier, NAME);
    if (header == null) {
      return Baggage.EMPTY;
    }
    String later = getter.get(carrier, NAME, 1);
    for (int i = 2; later != null; i++) {
      header = later;
      later = getter.get(carrier, NAME, i);
    }
    return parse(header);
  }

  private Baggage parse(String header) {
    Map<String, String> items = new LinkedHashMap<>();
    boolean asReceived = Ids.isPrintable(header);
    int from = 0;
    while (from < header.length()) {
      int comma = header.indexOf(',', from);
      int to = comma < 0 ? header.length() : comma;
      if (items.size() >= maxItems || to > maxBytes) {
        CUT.increment();
        asReceived = false;
        break;
      }
      int equals = header.indexOf('=', from);
      if (equals < 0 || equals > to) {
        return Baggage.EMPTY;
      }
      String key = PercentCode.decode(header.substring(from, equals).trim());
      String value = PercentCode.decode(header.substring(equals + 1, to).trim());
      if (key.isEmpty() || value.isEmpty()) {
        return Baggage.EMPTY;
      }
      asReceived &= PercentCode.isSafe(key, true) && PercentCode.isSafe(value, false);
      items.put(key, value);
      from = to + 1;
    }
    return Baggage.received(items, asReceived ? header : null);
  }

  <C> void inject(Baggage baggage, C carrier, HeaderSetter<C> setter) {
    if (!baggage.isEmpty() && maxItems > 0 && maxBytes > 0) {
      String received = baggage.received();
      setter.set(carrier, NAME, received != null ? received : format(baggage));
    }
  }

  /**
   * What does not fit is left out, with all that comes after it. When not even the first item fits
   * the header is there and empty, as other tracers have it.
   */
  private String format(Baggage baggage) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, String> item : baggage.items().entrySet()) {
      int before = text.length();
      if (before > 0) {
        text.append(',');
      }
      text.append(PercentCode.encode(item.getKey(), true)).append('=');
      text.append(PercentCode.encode(item.getValue(), false));
      if (++count > maxItems || text.length() > maxBytes) {
        CUT.increment();
        text.setLength(before);
        break;
      }
    }
    return text.toString();
  }

  /** The older headers, one per item: keys in lower case, values percent-encoded. */
  static <C> void injectSpanItems(Baggage baggage, C carrier, HeaderSetter<C> setter) {
    for (String key : baggage.spanItems()) {
      String value = baggage.get(key);
      if (value != null && PercentCode.isToken(key)) {
        setter.set(
            carrier,
            SPAN_ITEM.concat(key.toLowerCase(Locale.ROOT)),
            PercentCode.encode(value, false));
      }
    }
  }

  /** Adds what the older headers hold, if the carrier can list its headers. */
  static <C> Baggage extractSpanItems(Baggage found, C carrier, HeaderGetter<C> getter) {
    Iterable<String> names = getter.names(carrier);
    Baggage baggage = found;
    if (names == null) {
      return baggage;
    }
    for (String name : names) {
      int prefix = SPAN_ITEM.length();
      if (name.length() > prefix && name.regionMatches(true, 0, SPAN_ITEM, 0, prefix)) {
        String lower = name.toLowerCase(Locale.ROOT);
        String value = getter.get(carrier, lower);
        if (value != null && !value.isEmpty()) {
          baggage = baggage.withSpanItem(lower.substring(prefix), PercentCode.decode(value.trim()));
        }
      }
    }
    return baggage;
  }

  /** Names and values by turns of the tags that the local root gets. */
  List<String> tags(Baggage baggage) {
    List<String> tags = new ArrayList<>();
    boolean all = tagKeys.contains("*");
    for (Map.Entry<String, String> item : baggage.items().entrySet()) {
      if (all || tagKeys.contains(item.getKey())) {
        tags.add("baggage.".concat(item.getKey()));
        tags.add(item.getValue());
      }
    }
    return tags;
  }
}
