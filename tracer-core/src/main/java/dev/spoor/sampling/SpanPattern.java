package dev.spoor.sampling;

import dev.spoor.trace.Span;
import java.util.Map;

/** Which spans a rule is for. Immutable; asking takes no memory but for numbers among the tags. */
final class SpanPattern {
  private final Glob service;
  private final Glob name;
  private final Glob resource;
  private final String[] tagNames;
  private final Glob[] tagValues;

  /** What every span of this process carries without having the tag itself; null if nothing. */
  private final Map<String, String> processTags;

  /**
   * @param tags a span must have them all
   * @param processTags tags that the encoder adds to each span
   */
  SpanPattern(
      Glob service,
      Glob name,
      Glob resource,
      Map<String, Glob> tags,
      Map<String, String> processTags) {
    this.service = service;
    this.name = name;
    this.resource = resource;
    this.tagNames = tags.keySet().toArray(new String[0]);
    this.tagValues = tags.values().toArray(new Glob[0]);
    this.processTags = processTags;
  }

  boolean matches(Span span) {
    if (!service.matches(span.service())
        || !name.matches(span.operation())
        || !resource.matches(span.resource())) {
      return false;
    }
    for (int i = 0; i < tagNames.length; i++) {
      if (!matchesTag(span, tagNames[i], tagValues[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesTag(Span span, String key, Glob glob) {
    Object value = span.tag(key);
    if (value == null) {
      value = processTags.get(key);
    }
    if (value instanceof String text) {
      return glob.matches(text);
    }
    if (value instanceof Long number) {
      return glob.matches(number.longValue());
    }
    if (value instanceof Double number) {
      double exact = number;
      // How many digits a fraction has is nobody's agreement, so only "any value" is for it.
      return glob.isAny()
          || (exact == Math.rint(exact) && Math.abs(exact) < 0x1p53 && glob.matches((long) exact));
    }
    return false;
  }
}
