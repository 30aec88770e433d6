package dev.spoor.kind;

import dev.spoor.propagation.HeaderGetter;
import dev.spoor.trace.Span;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Headers that become tags, as the settings name them ({@code DD_TRACE_HEADER_TAGS}, {@code
 * DD_TRACE_REQUEST_HEADER_TAGS}, {@code DD_TRACE_RESPONSE_HEADER_TAGS}), or items of the baggage
 * ({@code DD_TRACE_HEADER_BAGGAGE}). Values are URL-decoded; one that cannot be stays as it is.
 * Immutable; without any such setting it does nothing.
 */
final class HeaderTags {
  private final String[] headers;
  private final String[] tags;
  private final boolean wholeLists;

  /**
   * @param tagsByHeader header in lower case to tag; {@code *} is passed over, since servers and
   *     clients are asked for headers by name
   * @param wholeLists whether a value with commas is taken as a whole, else up to the first one
   */
  HeaderTags(Map<String, String> tagsByHeader, boolean wholeLists) {
    List<String> names = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (Map.Entry<String, String> entry : tagsByHeader.entrySet()) {
      if (!entry.getKey().equals("*")) {
        names.add(entry.getKey());
        targets.add(entry.getValue());
      }
    }
    this.headers = names.toArray(new String[0]);
    this.tags = targets.toArray(new String[0]);
    this.wholeLists = wholeLists;
  }

  boolean isEmpty() {
    return headers.length == 0;
  }

  <C> void copy(Span span, C carrier, HeaderGetter<C> getter) {
    for (int i = 0; i < headers.length; i++) {
      String value = getter.get(carrier, headers[i]);
      if (value != null) {
        span.setTag(tags[i], text(value));
      }
    }
  }

  /** The same to the span's baggage; a header without a value makes no item. */
  <C> void copyToBaggage(Span span, C carrier, HeaderGetter<C> getter) {
    for (int i = 0; i < headers.length; i++) {
      String value = getter.get(carrier, headers[i]);
      String item = value == null ? "" : text(value);
      if (!item.isEmpty()) {
        span.setBaggageItem(tags[i], item);
      }
    }
  }

  private String text(String value) {
    int comma = wholeLists ? -1 : value.indexOf(',');
    String taken = (comma < 0 ? value : value.substring(0, comma)).strip();
    if (taken.indexOf('%') < 0 && taken.indexOf('+') < 0) {
      return taken;
    }
    try {
      return URLDecoder.decode(taken, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return taken;
    }
  }
}
