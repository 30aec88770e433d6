package dev.spoor.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests leave no line: {@code /health}, {@code GET /assets/*}, {@code /widgets/{id}} (a
 * route) or {@code HealthController#show}. A {@code *} stands for anything, slashes too.
 *
 * @param method upper-case, or null for all
 * @param pattern of the path, the route or, with {@code #}, the action
 */
record IgnoreRule(@Nullable String method, String pattern) {
  static List<IgnoreRule> of(List<String> texts) {
    List<IgnoreRule> rules = new ArrayList<>();
    for (String text : texts) {
      int blank = text.indexOf(' ');
      rules.add(
          blank < 0
              ? new IgnoreRule(null, text)
              : new IgnoreRule(text.substring(0, blank), text.substring(blank + 1).strip()));
    }
    return rules;
  }

  boolean matches(Map<String, ?> facts) {
    if (method != null && !method.equals(facts.get(RequestFields.METHOD))) {
      return false;
    }
    if (pattern.indexOf('#') >= 0) {
      Object action = facts.get(RequestFields.CONTROLLER) + "#" + facts.get(RequestFields.ACTION);
      return matches(action);
    }
    return matches(facts.get(RequestFields.PATH)) || matches(facts.get(RequestFields.ROUTE));
  }

  private boolean matches(@Nullable Object text) {
    return text != null && matches(pattern, text.toString());
  }

  /** Greedy with one step back, which is all that a single wildcard character needs. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int star = -1;
    int resume = 0;
    for (int t = 0; t < text.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
