package dev.spoor.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL tells of its database. Everything comes out in lower case, as Datadog's tracer
 * has it. Passwords are never kept; what cannot be told apart from one is left out. Lenient: a URL
 * that nobody understands gives its type and nothing else.
 *
 * @param type value of {@code db.type}: the driver's name in the URL, without wrappers such as
 *     P6Spy
 * @param host first host, IPv6 without brackets
 * @param port 0 if not known
 * @param database name, or file of an embedded database
 * @param instance what the database calls instance: SID or service of Oracle, named instance of SQL
 *     Server, cluster or account of Redshift and Snowflake
 * @param user as the URL gives it, or the driver's well-known default
 */
record JdbcUrl(
    @Nullable String type,
    @Nullable String host,
    int port,
    @Nullable String database,
    @Nullable String instance,
    @Nullable String user) {

  private static final JdbcUrl NOTHING = new JdbcUrl(null, null, 0, null, null, null);

  /** Longer texts are no URLs; bounds the work for garbage. */
  private static final int MAX_LENGTH = 8_192;

  /** Prefixes that wrap the URL of the driver proper. */
  private static final String[] WRAPPERS = {
    "p6spy:", "otel:", "tracing:", "log4jdbc:", "aws-wrapper:", "datadog:"
  };

  /** Reads that URL; never throws. */
  static JdbcUrl parse(String url) {
    String text = url.strip().toLowerCase(Locale.ROOT);
    if (text.length() > MAX_LENGTH) {
      return NOTHING;
    }
    if (text.startsWith("jdbc-secretsmanager:")) {
      text = "jdbc:".concat(text.substring("jdbc-secretsmanager:".length()));
    }
    if (!text.startsWith("jdbc:")) {
      return NOTHING;
    }
    text = unwrap(text.substring(5));
    boolean container = text.startsWith("tc:");
    text = container ? text.substring(3) : text;
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    if (!isName(type)) {
      return NOTHING;
    }
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    JdbcUrlReader reader = new JdbcUrlReader(type);
    reader.read(container ? withoutImageTag(rest) : rest);
    return reader.result();
  }

  private static String unwrap(String text) {
    for (String wrapper : WRAPPERS) {
      if (text.startsWith(wrapper)) {
        String inner = text.substring(wrapper.length());
        return unwrap(inner.startsWith("jdbc:") ? inner.substring(5) : inner);
      }
    }
    return text;
  }

  /** Testcontainers puts the image's tag between type and address. */
  private static String withoutImageTag(String rest) {
    int slashes = rest.indexOf("//");
    return slashes > 0 && rest.charAt(slashes - 1) == ':' ? rest.substring(slashes) : rest;
  }

  /** A driver's name; anything else may be a part of a broken URL that holds a password. */
  private static boolean isName(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_+.".indexOf(c) >= 0;
      if (!plain || i > 40) {
        return false;
      }
    }
    return !type.isEmpty();
  }
}
