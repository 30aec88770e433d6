package dev.spoor.kind;

import org.jspecify.annotations.Nullable;

/** Reads the part of a JDBC URL behind its type, each family of databases in its own way. */
final class JdbcUrlReader {
  private String type;
  private @Nullable String host;
  private int port;
  private @Nullable String database;
  private @Nullable String instance;
  private @Nullable String user;

  JdbcUrlReader(String type) {
    this.type = type;
  }

  JdbcUrl result() {
    return new JdbcUrl(type, host, port, database, instance, user);
  }

  void read(String rest) {
    switch (type) {
      case "oracle" -> oracle(rest);
      case "h2" -> embedded(rest, null, 8082, "tcp:", "ssl:");
      case "hsqldb" -> hsqldb(rest);
      case "derby" -> embedded(rest, "app", 1527);
      case "sqlite", "duckdb" -> embedded(rest, null, 0);
      case "jtds" -> {
        int colon = rest.indexOf(':');
        type = rest.startsWith("sybase") ? "sybase" : "sqlserver";
        network(colon < 0 ? "" : rest.substring(colon + 1));
        defaults(null, type.equals("sybase") ? 7100 : 1433);
      }
      case "microsoft" -> {
        type = "sqlserver";
        network(rest.startsWith("sqlserver:") ? rest.substring(10) : rest);
        defaults("localhost", 1433);
      }
      case "sybase" -> network(rest.startsWith("tds:") ? "//".concat(rest.substring(4)) : rest);
      default -> {
        network(rest);
        defaults();
      }
    }
  }

  private void defaults() {
    switch (type) {
      case "postgresql", "edb" -> defaults("localhost", 5432);
      case "mysql", "mariadb" -> defaults("localhost", 3306);
      case "sqlserver" -> defaults("localhost", 1433);
      case "db2", "as400" -> defaults(null, 50000);
      case "sap" -> defaults("localhost", 0);
      case "redshift", "snowflake" -> {
        int dot = host == null ? -1 : host.indexOf('.');
        instance = host != null && dot > 0 ? host.substring(0, dot) : host;
      }
      default -> {
        // Nothing goes without saying for others.
      }
    }
  }

  private void defaults(@Nullable String usualHost, int usualPort) {
    host = host == null ? usualHost : host;
    port = port == 0 ? usualPort : port;
  }

  /**
   * {@code [sub:]//[user[:password]@]host[:port][,more][/database][?a=b|;a=b]}, or a bare database.
   */
  private void network(String rest) {
    int end = endOfAddress(rest);
    properties(rest.substring(end));
    String address = rest.substring(0, end);
    int slashes = address.indexOf("//");
    if (slashes < 0) {
      bareDatabase(address);
      return;
    }
    address = withoutLogin(address.substring(slashes + 2), rest.substring(end));
    int slash = address.indexOf('/', Math.max(0, address.lastIndexOf(')')));
    hosts(slash < 0 ? address : address.substring(0, slash));
    if (slash >= 0) {
      database(address.substring(slash + 1));
    }
  }

  /** The address behind {@code user:password@}; empty if it may be the half of a password. */
  private String withoutLogin(String address, String behind) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      int later = behind.indexOf('@');
      int equals = behind.indexOf('=');
      boolean cut = later >= 0 && (equals < 0 || later < equals);
      return cut ? "" : address;
    }
    int colon = address.indexOf(':');
    String name = address.substring(0, colon >= 0 && colon < at ? colon : at);
    // A list in brackets may hold a password anywhere.
    user = name.indexOf('(') >= 0 || name.indexOf('=') >= 0 ? user : nonEmpty(name);
    return address.substring(at + 1);
  }

  /** {@code jdbc:postgresql:name}; other drivers' texts may hold anything. */
  private void bareDatabase(String address) {
    if ((type.equals("postgresql") || type.equals("edb")) && address.indexOf('@') < 0) {
      database(address.startsWith("/") ? address.substring(1) : address);
    }
  }

  private static int endOfAddress(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '?' || c == ';' || c == '#') {
        return i;
      }
    }
    return rest.length();
  }

  private void database(String text) {
    // DB2 separates its properties by a colon.
    int colon = text.indexOf(':');
    if (colon >= 0) {
      properties(text.substring(colon));
    }
    String name = colon >= 0 ? text.substring(0, colon) : text;
    if (database == null && name.indexOf('=') < 0) {
      database = nonEmpty(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    }
  }

  /** The first of several hosts, also in the {@code (host=h)(port=1)} form. */
  private void hosts(String text) {
    if (text.indexOf("host=") >= 0) {
      host = inBrackets(text, "host=");
      port = portNumber(inBrackets(text, "port="));
      user = user == null ? inBrackets(text, "user=") : user;
      return;
    }
    int comma = text.indexOf(',');
    String first = comma < 0 ? text : text.substring(0, comma);
    int closing = first.indexOf(']');
    if (first.startsWith("[") && closing > 0) {
      host = nonEmpty(first.substring(1, closing));
      port = closing + 2 <= first.length() ? portNumber(first.substring(closing + 2)) : 0;
      return;
    }
    int colon = first.indexOf(':');
    int number = colon < 0 ? 0 : portNumber(first.substring(colon + 1));
    port = number > 0 ? number : port;
    String name = colon < 0 ? first : first.substring(0, colon);
    int backslash = name.indexOf('\\');
    if (backslash >= 0) {
      instance = nonEmpty(name.substring(backslash + 1));
      name = name.substring(0, backslash);
    }
    host = name.isEmpty() ? host : name;
  }

  private static @Nullable String inBrackets(String text, String key) {
    int start = text.indexOf(key);
    if (start < 0) {
      return null;
    }
    start += key.length();
    int end = start;
    while (end < text.length() && "),(".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return nonEmpty(text.substring(start, end).strip());
  }

  private static int portNumber(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 5) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + c - '0';
    }
    return number <= 65535 ? number : 0;
  }

  /** Takes what is known from {@code ?a=b&c=d;e=f}; a password is not among it. */
  private void properties(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && "?&;#:".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      int equals = text.indexOf('=', start);
      if (equals > start && equals < end) {
        property(text.substring(start, equals).strip(), text.substring(equals + 1, end).strip());
      }
      start = end + 1;
    }
  }

  private void property(String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    switch (key) {
      case "user", "username" -> user = user == null ? value : user;
      case "database", "databasename", "db" -> database = value;
      case "instance", "instancename" -> instance = instance == null ? value : instance;
      case "servername" -> host = host == null ? value : host;
      case "portnumber" -> port = port == 0 ? portNumber(value) : port;
      default -> {
        // Among these is the password.
      }
    }
  }

  /**
   * A database in files or memory: {@code [kind:]name;properties}, or one behind a network address.
   */
  private void embedded(
      String rest, @Nullable String usualUser, int usualPort, String... networkKinds) {
    int end = endOfAddress(rest);
    String address = rest.substring(0, end);
    boolean remote = address.startsWith("//");
    for (String kind : networkKinds) {
      remote |= address.startsWith(kind);
    }
    if (remote) {
      network(rest);
      user = user == null ? usualUser : user;
      port = port == 0 ? usualPort : port;
      return;
    }
    properties(rest.substring(end));
    user = user == null ? usualUser : user;
    int colon = address.indexOf(':');
    // A single letter is a drive, not a kind.
    String name = colon > 1 ? address.substring(colon + 1) : address;
    database = database == null ? nonEmpty(name) : database;
  }

  private void hsqldb(String rest) {
    int usualPort = rest.startsWith("https:") ? 443 : rest.startsWith("http:") ? 80 : 9001;
    embedded(rest, "sa", usualPort, "hsql:", "hsqls:", "http:", "https:");
  }

  /** {@code thin:[user/password]@address}; the address has many forms. */
  private void oracle(String rest) {
    int at = rest.lastIndexOf('@');
    int colon = rest.indexOf(':');
    if (at < 0) {
      return;
    }
    String login = colon >= 0 && colon < at ? rest.substring(colon + 1, at) : "";
    int slash = login.indexOf('/');
    user = slash > 0 ? login.substring(0, slash) : null;
    String address = rest.substring(at + 1).strip();
    if (address.startsWith("(")) {
      host = inBrackets(address, "host=");
      port = portNumber(inBrackets(address, "port="));
      instance = inBrackets(address, "service_name=");
      instance = instance == null ? inBrackets(address, "sid=") : instance;
    } else {
      oracleAddress(address);
    }
    if (host != null && port == 0) {
      port = 1521;
    }
  }

  /**
   * {@code [protocol:][//]host[:port][:sid|/service]}, or the alias of an address kept elsewhere.
   */
  private void oracleAddress(String text) {
    int end = endOfAddress(text);
    int slashes = text.indexOf("//");
    String address = text.substring(slashes >= 0 && slashes < end ? slashes + 2 : 0, end);
    int slash = address.indexOf('/');
    String hosts = slash < 0 ? address : address.substring(0, slash);
    if (slash >= 0) {
      int colon = address.indexOf(':', slash);
      instance = nonEmpty(address.substring(slash + 1, colon < 0 ? address.length() : colon));
    } else if (!hosts.startsWith("[") && hosts.indexOf(':') >= 0) {
      int sid = hosts.indexOf(':', hosts.indexOf(':') + 1);
      if (sid >= 0) {
        instance = nonEmpty(hosts.substring(sid + 1));
        hosts = hosts.substring(0, sid);
      }
    } else if (slashes < 0 && !hosts.startsWith("[")) {
      instance = nonEmpty(hosts);
      return;
    }
    hosts(hosts);
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
