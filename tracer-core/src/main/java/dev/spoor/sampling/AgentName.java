package dev.spoor.sampling;

/**
 * Names of services and environments as the Agent normalises them, so that ours are found among
 * those that it answers with.
 */
public final class AgentName {
  private static final int MAX_CHARS = 200;

  private AgentName() {}

  /**
   * Lower case; whatever is no letter, digit or one of {@code _ : . / -} becomes an underscore, and
   * a run of those becomes one; none at the end.
   */
  public static String of(String name) {
    if (isNormal(name)) {
      return name;
    }
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && text.length() < MAX_CHARS; ) {
      int point = name.codePointAt(i);
      i += Character.charCount(point);
      if (isAllowed(point)) {
        text.appendCodePoint(Character.toLowerCase(point));
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != '_') {
        text.append('_');
      }
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '_') {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isNormal(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')) {
        return false;
      }
    }
    return name.length() <= MAX_CHARS;
  }

  private static boolean isAllowed(int point) {
    return Character.isLetterOrDigit(point)
        || point == ':'
        || point == '.'
        || point == '/'
        || point == '-';
  }
}
