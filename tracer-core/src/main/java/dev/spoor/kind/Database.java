package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/**
 * The database behind a connection, as far as spans tell of it. Made once per connection;
 * immutable. The connection's URL and its password are not kept.
 */
public final class Database {
  /** For a connection that tells nothing. */
  public static final Database UNKNOWN = new Database("database", null, null, null);

  private final String type;
  private final String operation;
  private final SqlDialect dialect;
  private final @Nullable String instance;
  private final @Nullable String user;
  private final @Nullable String host;

  private Database(
      String type, @Nullable String instance, @Nullable String user, @Nullable String host) {
    this.type = type;
    this.operation = type + ".query";
    this.dialect = SqlDialect.of(type);
    this.instance = instance;
    this.user = user;
    this.host = host;
  }

  /**
   * Reads a JDBC URL.
   *
   * @param url null or malformed gives {@link #UNKNOWN}
   * @param user as the driver reports it; the URL's own user is taken when it is null
   */
  public static Database of(@Nullable String url, @Nullable String user) {
    if (url == null) {
      return UNKNOWN;
    }
    JdbcUrl parsed = JdbcUrl.parse(url);
    String type = parsed.type();
    if (type == null || type.isEmpty()) {
      return UNKNOWN;
    }
    String instance = parsed.instance() != null ? parsed.instance() : parsed.database();
    return new Database(type, instance, user != null ? user : parsed.user(), parsed.host());
  }

  /** {@code postgresql}, {@code h2}, ...: the value of {@code db.type} and the span's service. */
  public String type() {
    return type;
  }

  String operation() {
    return operation;
  }

  /** How literals look in the database's SQL. */
  SqlDialect dialect() {
    return dialect;
  }

  @Nullable String instance() {
    return instance;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable String host() {
    return host;
  }
}
