package dev.spoor.config;

/** URLs of git repositories, which build systems like to hand on with a token inside. */
final class RepositoryUrl {
  /** The tag under which DD_TAGS may hold one. */
  static final String TAG = "git.repository_url";

  private RepositoryUrl() {}

  /**
   * The URL without {@code user:password@}, a user alone included: for GitHub and others that may
   * be the token. The form of scp, {@code git@host:path}, keeps its user, who is part of the
   * address and has no password there.
   */
  static String withoutCredentials(String url) {
    int scheme = url.indexOf("://");
    int from = scheme < 0 ? 0 : scheme + 3;
    int slash = url.indexOf('/', from);
    int end = slash < 0 ? url.length() : slash;
    int colon = url.indexOf(':', from);
    int at = url.lastIndexOf('@', end - 1);
    if (at < from && colon >= 0 && colon < end && !isPort(url, colon + 1, end)) {
      // No host and port, so this is a user, and the password holds a slash.
      at = url.lastIndexOf('@');
    }
    boolean scp = scheme < 0 && colon > at;
    return at < from || scp ? url : url.substring(0, from).concat(url.substring(at + 1));
  }

  private static boolean isPort(String url, int from, int end) {
    for (int i = from; i < end; i++) {
      if (url.charAt(i) < '0' || url.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
