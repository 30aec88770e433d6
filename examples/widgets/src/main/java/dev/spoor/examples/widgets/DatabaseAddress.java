package dev.spoor.examples.widgets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is. User and password never stay in the JDBC URL, because drivers, pools and
 * exceptions show URLs.
 *
 * <p>{@code DATABASE_URL} is what Heroku gives, {@code postgres://user:password@host:5432/database}
 * with optional query parameters for the driver, such as {@code sslmode}. {@code JDBC_DATABASE_URL}
 * is what Heroku's Java buildpack makes of it; where both are set, that one wins.
 */
record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {

  private static final String JDBC = "jdbc:postgresql://";

  static Optional<DatabaseAddress> from(Map<String, String> environment) {
    String jdbc = environment.getOrDefault("JDBC_DATABASE_URL", "").strip();
    if (!jdbc.isEmpty()) {
      return Optional.of(
          ofJdbc(
              jdbc,
              environment.get("JDBC_DATABASE_USERNAME"),
              environment.get("JDBC_DATABASE_PASSWORD")));
    }
    String url = environment.getOrDefault("DATABASE_URL", "").strip();
    return url.isEmpty() ? Optional.empty() : Optional.of(ofUrl(url));
  }

  static DatabaseAddress ofUrl(String url) {
    UrlParts parts = UrlParts.parse(url);
    if (parts == null
        || !(parts.scheme().equals("postgres") || parts.scheme().equals("postgresql"))) {
      throw new StartFailure(
          "DATABASE_URL is not of the form postgres://user:password@host:5432/database");
    }
    return of(parts, parts.user(), parts.password());
  }

  static DatabaseAddress ofJdbc(String url, @Nullable String user, @Nullable String password) {
    UrlParts parts = url.startsWith(JDBC) ? UrlParts.parse(url.substring("jdbc:".length())) : null;
    if (parts == null) {
      throw new StartFailure("JDBC_DATABASE_URL is not of the form " + JDBC + "host:5432/database");
    }
    return of(parts, user, password);
  }

  /** A login among the query parameters counts more than any other, as it does for the driver. */
  private static DatabaseAddress of(
      UrlParts parts, @Nullable String user, @Nullable String password) {
    List<String> kept = new ArrayList<>();
    for (String parameter : parts.query().split("&", -1)) {
      if (parameter.startsWith("user=")) {
        user = UrlParts.decode(parameter.substring("user=".length()));
      } else if (parameter.startsWith("password=")) {
        password = UrlParts.decode(parameter.substring("password=".length()));
      } else if (!parameter.isEmpty()) {
        kept.add(parameter);
      }
    }
    String port = parts.port() < 0 ? "" : ":" + parts.port();
    String query = kept.isEmpty() ? "" : "?" + String.join("&", kept);
    return new DatabaseAddress(
        JDBC + parts.host() + port + "/" + encode(parts.path()) + query, user, password);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Never the login; not the query either, it may name key files and their passwords. */
  @Override
  public String toString() {
    int question = jdbcUrl.indexOf('?');
    return question < 0 ? jdbcUrl : jdbcUrl.substring(0, question);
  }
}
