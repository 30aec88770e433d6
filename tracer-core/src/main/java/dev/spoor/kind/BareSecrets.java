package dev.spoor.kind;

/** Values that are secret whatever they stand behind, plain or percent-encoded. */
final class BareSecrets {
  private static final int LEAST_KEY = 100;

  private final String text;

  /** No web token begins in front of this place: the run of characters up to here holds none. */
  private int noToken;

  BareSecrets(String text) {
    this.text = text;
  }

  /** Where the secret that begins at that place ends; the place itself if none begins there. */
  int end(int at, char first) {
    switch (first) {
      case 'b', 'B' -> {
        return bearer(text, at);
      }
      case 't', 'T' -> {
        return token(text, at);
      }
      case 'g', 'G' -> {
        return github(text, at);
      }
      case 'e', 'E' -> {
        int end = webToken(at);
        return end > at ? end : publicKey(text, at, "ecdsa-");
      }
      case 's', 'S' -> {
        int end = publicKey(text, at, "ssh-rsa");
        return end > at ? end : publicKey(text, at, "ssh-dss");
      }
      case '-' -> {
        return privateKey(text, at);
      }
      default -> {
        return at;
      }
    }
  }

  private static int bearer(String text, int at) {
    if (!text.regionMatches(true, at, "bearer", 0, 6)) {
      return at;
    }
    int start = SecretScan.skipBlanks(text, at + 6);
    int end = run(text, start, "._-~/=");
    return start > at + 6 && end > start ? end : at;
  }

  private static int token(String text, int at) {
    if (!text.regionMatches(true, at, "token", 0, 5)) {
      return at;
    }
    int colon = at + 5;
    int start = text.startsWith(":", colon) ? colon + 1 : colon + 3;
    if (start == colon + 3 && SecretScan.code(text, colon) != ':') {
      return at;
    }
    int end = run(text, start, "");
    return end - start >= 13 ? end : at;
  }

  private static int github(String text, int at) {
    boolean prefix =
        text.regionMatches(true, at, "gh", 0, 2)
            && at + 3 < text.length()
            && "opsur".indexOf(Character.toLowerCase(text.charAt(at + 2))) >= 0
            && text.charAt(at + 3) == '_';
    int end = prefix ? run(text, at + 4, "") : at;
    return end - at >= 40 ? end : at;
  }

  /** Two or three parts, the first two of which are JSON objects in Base64. */
  private int webToken(int at) {
    if (at < noToken) {
      return at;
    }
    int first = tokenPart(text, at);
    if (first == at || first >= text.length() || text.charAt(first) != '.') {
      // Any other start in this run would fail at the same end; asking again would be quadratic.
      noToken = first;
      return at;
    }
    int second = tokenPart(text, first + 1);
    if (second == first + 1) {
      return at;
    }
    return second < text.length() && text.charAt(second) == '.'
        ? run(text, second + 1, "_-=.+/")
        : second;
  }

  private static int tokenPart(String text, int at) {
    boolean object =
        text.regionMatches(true, at, "ey", 0, 2)
            && at + 2 < text.length()
            && "ijkl".indexOf(text.charAt(at + 2) | 0x20) >= 0;
    int end = object ? run(text, at + 3, "_-=") : at;
    return end > at + 3 ? end : at;
  }

  /** A PEM block with a private key in it; the end marker may be missing. */
  private static int privateKey(String text, int at) {
    if (!text.regionMatches(true, at, "-----BEGIN", 0, 10)) {
      return at;
    }
    int stop = text.indexOf('&', at);
    stop = stop < 0 ? text.length() : stop;
    int title = text.indexOf("-----", at + 10);
    if (title < 0 || title > stop) {
      return at;
    }
    int key = title - 3;
    boolean isPrivate = text.regionMatches(true, key, "KEY", 0, 3) && hasPrivate(text, at, key);
    if (!isPrivate) {
      return at;
    }
    int closing = text.indexOf("-----", title + 5);
    if (closing < 0 || closing > stop) {
      return stop;
    }
    int end = text.indexOf("-----", closing + 5);
    return end < 0 || end > stop ? stop : end + 5;
  }

  private static boolean hasPrivate(String text, int from, int to) {
    for (int i = from; i + 7 <= to; i++) {
      if (text.regionMatches(true, i, "PRIVATE", 0, 7)) {
        return true;
      }
    }
    return false;
  }

  private static int publicKey(String text, int at, String kind) {
    if (!text.regionMatches(true, at, kind, 0, kind.length())) {
      return at;
    }
    int name = run(text, at + kind.length(), "-");
    int start = SecretScan.skipBlanks(text, name);
    int end = run(text, start, "/.+=\\");
    if (start == name) {
      // Without a blank the key is one run with its kind.
      end = run(text, at + kind.length(), "/.+=\\-");
      start = at + kind.length();
    }
    return end - start >= LEAST_KEY ? end : at;
  }

  /** The end of a run of letters, digits, these characters, and percent escapes of these. */
  private static int run(String text, int start, String others) {
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      int lower = c | 0x20;
      boolean plain =
          (c < 128 && lower >= 'a' && lower <= 'z')
              || (c >= '0' && c <= '9')
              || others.indexOf(c) >= 0;
      if (plain) {
        i++;
      } else if (others.indexOf(SecretScan.code(text, i)) >= 0 && c == '%') {
        i += 3;
      } else {
        break;
      }
    }
    return i;
  }
}
