package dev.spoor.kind;

/**
 * The built-in rules of what is secret in a query string: values of keys with telling names, as
 * {@code key=value} or in JSON, and values that give themselves away (bearer and GitHub tokens,
 * JSON web tokens, private and public keys), plain or percent-encoded, in any case.
 *
 * <p>A key counts if its name ends with a telling word: {@code user_token=x} does, {@code
 * token_id=x} does not. Key and value are hidden together. One pass; looks back at most the length
 * of a key.
 */
final class SecretScan {
  /** Words that a key may end with, longest match wins; the separators are folded away first. */
  private static final String[] WORDS = {
    "pwd",
    "pwd1",
    "pwd2",
    "pword",
    "pword1",
    "pword2",
    "passwd",
    "passwd1",
    "passwd2",
    "password",
    "password1",
    "password2",
    "pass",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "privatekey",
    "publickey",
    "accesskey",
    "secretkey",
    "appkey",
    "applicationkey",
    "apikeyid",
    "privatekeyid",
    "publickeyid",
    "accesskeyid",
    "secretkeyid",
    "appkeyid",
    "applicationkeyid",
    "consumerid",
    "consumerkey",
    "consumersecret",
    "sign",
    "signed",
    "signature",
    "auth",
    "authentication",
    "authorization",
  };

  /** The longest word with its separators and the words that may stand before it. */
  private static final int MAX_KEY = 32;

  private final String query;
  private final StringBuilder out;
  private final BareSecrets bare;
  private int copied;

  private SecretScan(String query) {
    this.query = query;
    bare = new BareSecrets(query);
    out = new StringBuilder(query.length());
  }

  /** The same instance if nothing is secret. */
  static String redact(String query) {
    return new SecretScan(query).run();
  }

  private String run() {
    int i = 0;
    while (i < query.length()) {
      i = step(i);
    }
    return copied == 0 ? query : out.append(query, copied, query.length()).toString();
  }

  /** Hides what begins or ends at that place; where to go on. */
  private int step(int i) {
    char c = query.charAt(i);
    int size = c == '%' ? escape(i, '=', '"') : c == '=' || c == '"' ? 1 : 0;
    if (size > 0) {
      boolean quote = c == '"' || (size == 3 && query.charAt(i + 1) == '2');
      int start = keyStart(i, quote);
      int end = start < 0 ? i : quote ? jsonValue(i + size) : parameterValue(i + size);
      return end > i + size ? hide(start, end) : i + size;
    }
    int end = bare.end(i, c);
    return end > i ? hide(i, end) : i + 1;
  }

  private int hide(int start, int end) {
    out.append(query, copied, Math.max(copied, start)).append(QueryStringRedactor.REDACTED);
    copied = end;
    return end;
  }

  /** 3 if a percent escape of one of these characters stands there. */
  private int escape(int i, char first, char second) {
    int code = code(query, i);
    return code == first || code == second ? 3 : 0;
  }

  /** The character that the percent escape at that place stands for, -1 if there is none. */
  static int code(String text, int i) {
    if (i + 2 >= text.length() || text.charAt(i) != '%') {
      return -1;
    }
    int high = Character.digit(text.charAt(i + 1), 16);
    int low = Character.digit(text.charAt(i + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private int parameterValue(int start) {
    int end = query.indexOf('&', start);
    return end < 0 ? query.length() : end;
  }

  /**
   * The end of {@code : "value"} or {@code : value} behind a quoted key; start if there is none.
   */
  private int jsonValue(int start) {
    int i = skipBlanks(query, start);
    if (character(i) != ':') {
      return start;
    }
    i = skipBlanks(query, i + width(i));
    if (character(i) == '"') {
      return closingQuote(i + width(i));
    }
    int end = i;
    while (end < query.length() && ",}&]".indexOf(character(end)) < 0) {
      end += width(end);
    }
    return end == i ? start : Math.min(end, query.length());
  }

  private int closingQuote(int start) {
    int i = start;
    while (i < query.length() && query.charAt(i) != '&') {
      int c = character(i);
      int width = width(i);
      if (c == '"') {
        return i + width;
      }
      i += width;
      if (c == '\\' && i < query.length() && query.charAt(i) != '&') {
        i += width(i);
      }
    }
    return Math.min(i, query.length());
  }

  private int character(int i) {
    if (i >= query.length()) {
      return -1;
    }
    int code = code(query, i);
    return code >= 0 ? code : query.charAt(i);
  }

  private int width(int i) {
    return code(query, i) >= 0 ? 3 : 1;
  }

  static int skipBlanks(String text, int start) {
    int i = start;
    while (i < text.length()) {
      if (Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '+') {
        i++;
      } else if (text.startsWith("%20", i)) {
        i += 3;
      } else {
        break;
      }
    }
    return i;
  }

  /** Where the telling name that ends there begins, a quote in front of it included; -1 if none. */
  private int keyStart(int end, boolean quoted) {
    int i = end;
    while (!quoted && i > copied) {
      boolean blank = Character.isWhitespace(query.charAt(i - 1)) || query.charAt(i - 1) == '+';
      if (!blank && !(i - 3 >= copied && query.startsWith("%20", i - 3))) {
        break;
      }
      i -= blank ? 1 : 3;
    }
    // Read backwards with separators left out, and remember the longest word that was complete.
    char[] name = new char[MAX_KEY];
    int length = 0;
    int start = -1;
    for (int k = i - 1; k >= copied && length < MAX_KEY; k--) {
      char c = query.charAt(k);
      if (c == '-' || c == '_') {
        continue;
      }
      int lower = c | 0x20;
      boolean letter = c < 128 && lower >= 'a' && lower <= 'z';
      if (!letter && c != '1' && c != '2') {
        break;
      }
      name[MAX_KEY - ++length] = (char) (letter ? lower : c);
      if (isWord(name, length)) {
        start = k;
      }
    }
    return start < 0 ? -1 : withPrefix(start);
  }

  private static boolean isWord(char[] name, int length) {
    for (String word : WORDS) {
      if (word.length() == length) {
        int i = 0;
        while (i < length && name[MAX_KEY - length + i] == word.charAt(i)) {
          i++;
        }
        if (i == length) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code old_} and {@code new_} belong to the name, and so does a quote in front of it. */
  private int withPrefix(int start) {
    int i = start;
    int word = i > copied && "-_".indexOf(query.charAt(i - 1)) >= 0 ? i - 1 : i;
    if (word - 3 >= copied
        && (query.regionMatches(true, word - 3, "old", 0, 3)
            || query.regionMatches(true, word - 3, "new", 0, 3))) {
      i = word - 3;
    }
    if (i > copied && query.charAt(i - 1) == '"') {
      return i - 1;
    }
    return i - 3 >= copied && query.startsWith("%22", i - 3) ? i - 3 : i;
  }
}
