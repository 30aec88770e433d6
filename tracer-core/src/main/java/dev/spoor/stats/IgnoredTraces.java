package dev.spoor.stats;

import dev.spoor.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces that the Agent throws away because of what their root is: they must not be counted either.
 * Immutable; made only if the Agent names any.
 */
final class IgnoredTraces {
  private final List<Pattern> resources = new ArrayList<>();
  private final List<Condition> required = new ArrayList<>();
  private final List<Condition> rejected = new ArrayList<>();

  /**
   * A tag that has to be there, with that value unless it is null.
   *
   * @param value matched as a whole, or searched for
   */
  private record Condition(String key, @Nullable Pattern value) {
    boolean holds(Span root) {
      Object tag = root.tag(key);
      return tag != null && (value == null || value.matcher(tag.toString()).find());
    }
  }

  private IgnoredTraces() {}

  /** Null if the Agent ignores none. */
  static @Nullable IgnoredTraces of(Map<?, ?> info) {
    IgnoredTraces ignored = new IgnoredTraces();
    if (info.get("ignore_resources") instanceof List<?> patterns) {
      for (Object text : patterns) {
        Pattern pattern = StatsPlan.pattern(String.valueOf(text));
        if (pattern != null) {
          ignored.resources.add(pattern);
        }
      }
    }
    ignored.addTags(info.get("filter_tags"), false);
    ignored.addTags(info.get("filter_tags_regex"), true);
    boolean none =
        ignored.resources.isEmpty() && ignored.required.isEmpty() && ignored.rejected.isEmpty();
    return none ? null : ignored;
  }

  private void addTags(@Nullable Object filter, boolean regex) {
    if (filter instanceof Map<?, ?> map) {
      addTags(map.get("require"), regex, required);
      addTags(map.get("reject"), regex, rejected);
    }
  }

  private static void addTags(@Nullable Object list, boolean regex, List<Condition> into) {
    if (!(list instanceof List<?> conditions)) {
      return;
    }
    for (Object each : conditions) {
      String text = String.valueOf(each);
      int colon = text.indexOf(':');
      if (colon < 0) {
        into.add(new Condition(text.strip(), null));
        continue;
      }
      String value = text.substring(colon + 1).strip();
      Pattern pattern = StatsPlan.pattern(regex ? value : "^" + Pattern.quote(value) + "$");
      if (pattern != null) {
        into.add(new Condition(text.substring(0, colon).strip(), pattern));
      }
    }
  }

  boolean isIgnored(Span root) {
    for (Pattern pattern : resources) {
      if (pattern.matcher(root.resource()).find()) {
        return true;
      }
    }
    for (Condition condition : rejected) {
      if (condition.holds(root)) {
        return true;
      }
    }
    for (Condition condition : required) {
      if (!condition.holds(root)) {
        return true;
      }
    }
    return false;
  }
}
