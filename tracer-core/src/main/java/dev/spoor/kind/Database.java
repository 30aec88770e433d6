package dev.spoor.kind;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The database behind a connection, as far as spans tell of it. Immutable; connections to the same
 * database share one. The connection's URL and its password are not kept.
 */
public final class Database {
  /** For a connection that tells nothing. */
  public static final Database UNKNOWN = new Database("database", null, null, null);

  /** Databases beyond that many are made anew for each connection. */
  private static final int MAX_SHARED = 1024;

  private static final Map<List<String>, Database> SHARED = new ConcurrentHashMap<>();

  private final String type;
  private final SqlDialect dialect;
  private final @Nullable String instance;
  private final @Nullable String user;
  private final @Nullable String host;
  private final DatabaseSpans.Calls blueprints = new DatabaseSpans.Calls(this);

  private Database(
      String type, @Nullable String instance, @Nullable String user, @Nullable String host) {
    this.type = type;
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
    return shared(type, instance, user != null ? user : parsed.user(), parsed.host());
  }

  private static Database shared(
      String type, @Nullable String instance, @Nullable String user, @Nullable String host) {
    List<String> key = List.of(type, text(instance), text(user), text(host));
    Database known = SHARED.get(key);
    if (known == null) {
      known = new Database(type, instance, user, host);
      if (SHARED.size() < MAX_SHARED) {
        Database other = SHARED.putIfAbsent(key, known);
        known = other == null ? known : other;
      }
    }
    return known;
  }

  /** No tag is "", so that it may stand for none. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** {@code postgresql}, {@code h2}, ...: the value of {@code db.type} and the span's service. */
  public String type() {
    return type;
  }

  DatabaseSpans.Calls blueprints() {
    return blueprints;
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
