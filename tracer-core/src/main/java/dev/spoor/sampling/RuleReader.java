package dev.spoor.sampling;

import dev.spoor.diag.Log;
import dev.spoor.json.JsonReader;
import dev.spoor.trace.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of rules as settings hold them: JSON arrays of objects. A rule that cannot be used is
 * told in one line and left out, the others stay; text that is no such list is told and ignored.
 * Names that nobody knows are passed over, since lists are shared between tracers. Never throws.
 */
final class RuleReader {
  private final String setting;
  private final Map<String, String> processTags;

  /**
   * @param setting named in the lines about what is wrong
   * @param processTags tags that the encoder adds to each span
   */
  RuleReader(String setting, Map<String, String> processTags) {
    this.setting = setting;
    this.processTags = processTags;
  }

  /** Rules for traces, empty if there are none. */
  List<TraceRule> traceRules(String json) {
    List<TraceRule> rules = new ArrayList<>();
    List<?> items = items(json);
    for (int i = 0; i < items.size(); i++) {
      try {
        Map<?, ?> item = object(items.get(i));
        rules.add(
            new TraceRule(
                new SpanPattern(
                    glob(item, "service"),
                    glob(item, "name"),
                    glob(item, "resource"),
                    tags(item.get("tags")),
                    processTags),
                rate(item),
                mechanism(item.get("provenance"))));
      } catch (IllegalArgumentException e) {
        tell(i, e);
      }
    }
    return rules;
  }

  /** Rules for single spans, which know service and name only; empty if there are none. */
  List<SpanSampler.Rule> spanRules(String json) {
    List<SpanSampler.Rule> rules = new ArrayList<>();
    List<?> items = items(json);
    for (int i = 0; i < items.size(); i++) {
      try {
        Map<?, ?> item = object(items.get(i));
        rules.add(
            new SpanSampler.Rule(
                new SpanPattern(
                    glob(item, "service"), glob(item, "name"), Glob.ANY, Map.of(), processTags),
                rate(item),
                limiter(item.get("max_per_second"))));
      } catch (IllegalArgumentException e) {
        tell(i, e);
      }
    }
    return rules;
  }

  private List<?> items(String json) {
    if (json.isEmpty()) {
      return List.of();
    }
    String wrong;
    try {
      if (JsonReader.read(json) instanceof List<?> list) {
        return list;
      }
      wrong = "not an array";
    } catch (IllegalArgumentException e) {
      wrong = String.valueOf(e.getMessage());
    }
    Log.warn(setting + ": no JSON array of rules (" + wrong + "); ignored");
    return List.of();
  }

  private void tell(int index, IllegalArgumentException wrong) {
    Log.warn(setting + ": rule " + (index + 1) + " is ignored: " + wrong.getMessage());
  }

  private static Map<?, ?> object(@Nullable Object item) {
    if (item instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  private static Glob glob(Map<?, ?> item, String key) {
    Object value = item.get(key);
    return value == null ? Glob.ANY : new Glob(text(key, value));
  }

  private static Map<String, Glob> tags(@Nullable Object value) {
    Map<String, Glob> tags = new LinkedHashMap<>();
    if (value == null) {
      return tags;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("tags is no JSON object");
    }
    for (Map.Entry<?, ?> tag : map.entrySet()) {
      Object pattern = tag.getValue();
      String key = String.valueOf(tag.getKey());
      tags.put(key, pattern == null ? Glob.ANY : new Glob(text("tag ".concat(key), pattern)));
    }
    return tags;
  }

  private static String text(String key, Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double number) {
      double exact = number;
      boolean whole = exact == Math.rint(exact) && Math.abs(exact) < 0x1p53;
      return whole ? Long.toString((long) exact) : number.toString();
    }
    if (value instanceof Boolean flag) {
      return flag.toString();
    }
    throw new IllegalArgumentException(key + " is no text");
  }

  private static double rate(Map<?, ?> item) {
    Object value = item.get("sample_rate");
    double rate = value == null ? 1 : number(value);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sample_rate is no number from 0 to 1");
    }
    return rate;
  }

  private static @Nullable RateLimiter limiter(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    double perSecond = number(value);
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("max_per_second is no number above 0");
    }
    return new RateLimiter((int) Math.min(perSecond, Integer.MAX_VALUE - 1), System.nanoTime());
  }

  /** NaN for what is none. */
  private static double number(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    try {
      return value instanceof String text ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Who wrote the rule; without a word about it, the owner of this process. */
  private static int mechanism(@Nullable Object provenance) {
    if ("customer".equals(provenance)) {
      return Priority.BY_REMOTE_RULE;
    }
    return "dynamic".equals(provenance) ? Priority.BY_ADAPTIVE_RULE : Priority.BY_LOCAL_RULE;
  }
}
