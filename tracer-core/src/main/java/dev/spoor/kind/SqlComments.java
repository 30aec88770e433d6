package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.config.DatabaseSettings;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Comments in SQL by which Datadog's Database Monitoring ties a query to the service, and in mode
 * {@code full} to the trace, that it came from ({@code DD_DBM_PROPAGATION_MODE}).
 *
 * <p>The comment stands before the statement, or behind it where a database looks at the beginning:
 * calls, hints. It is the same for all statements on one database, so that caches of prepared
 * statements still work; only a statement that is run at once may carry the ids of its span. SQL
 * Server and Oracle, whose plan caches go by the whole text, never get these. Immutable.
 */
public final class SqlComments {
  private static final String TRACE_INJECTED = "_dd.dbm_trace_injected";

  /** Of the keys at least one is in every comment of a Datadog tracer. */
  private static final String[] KEYS = {"ddps='", "dddbs='", "ddh='", "dddb='", "dde='"};

  private final boolean full;
  private final boolean append;
  private final String own;

  private SqlComments(Config config, boolean full) {
    this.full = full;
    this.append = config.get(DatabaseSettings.DBM_APPEND);
    StringBuilder text = new StringBuilder();
    add(text, "ddps", config.service());
    add(text, "dde", config.env());
    add(text, "ddpv", config.version());
    this.own = text.toString();
  }

  /** Null if the settings ask for no comments. */
  static @Nullable SqlComments of(Config config) {
    String mode = config.dbmMode();
    return mode.equals("disabled") ? null : new SqlComments(config, mode.equals("full"));
  }

  /** Whether any statement gets a comment; asked first, since it costs nothing. */
  public static boolean areOff() {
    return KindSettings.active().comments() == null;
  }

  /** SQL to be prepared, with its comment. */
  public static String prepared(Database database, String sql) {
    SqlComments comments = KindSettings.active().comments();
    return comments == null
        ? sql
        : comments.join(database, sql, DatabaseSpans.PREPARED_STATEMENT, null);
  }

  /** SQL that runs at once, with its comment; the span of the call is current on this thread. */
  public static String plain(Database database, String sql) {
    SqlComments comments = KindSettings.active().comments();
    if (comments == null) {
      return sql;
    }
    Span span = Span.current();
    boolean ids =
        comments.full
            && span != null
            && span.exclusive() == ExclusiveCall.DATABASE
            && !isByWholeText(database);
    return comments.join(database, sql, DatabaseSpans.STATEMENT, ids ? span : null);
  }

  private static boolean isByWholeText(Database database) {
    return database.type().equals("sqlserver") || database.type().equals("oracle");
  }

  private String join(Database database, String sql, String component, @Nullable Span span) {
    if (isCommented(sql) || (sql.startsWith("{") && isPostgres(database))) {
      return sql;
    }
    StringBuilder text = new StringBuilder(sql.length() + 192);
    String service = DatabaseSpans.service(database, sql, component);
    boolean behind = append || belongsBehind(database, sql);
    if (behind) {
      text.append(sql).append(' ');
    }
    int start = text.append("/*").length();
    text.append(own);
    add(text, start, "dddbs", service);
    add(text, start, "ddh", database.host());
    add(text, start, "dddb", database.instance());
    if (span != null) {
      add(text, start, "traceparent", traceParent(span));
      span.setTag(TRACE_INJECTED, "true");
    }
    if (text.length() == start) {
      return sql;
    }
    text.append("*/");
    return behind ? text.toString() : text.append(' ').append(sql).toString();
  }

  /** Decides sampling first: the ids leave the process. */
  private static String traceParent(Span span) {
    LocalTrace trace = span.trace();
    boolean kept = trace.ensureDecided() > 0;
    return "00-"
        + TraceId.hex(trace.idHigh(), trace.idLow())
        + "-"
        + TraceId.hex(span.spanId())
        + (kept ? "-01" : "-00");
  }

  /** Whether a Datadog tracer has been here already. */
  public static boolean isCommented(String sql) {
    int open = sql.indexOf("/*");
    if (open >= 0) {
      for (String key : KEYS) {
        if (sql.indexOf(key, open) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isPostgres(Database database) {
    return database.type().equals("postgresql");
  }

  private static boolean belongsBehind(Database database, String sql) {
    String start = sql.stripLeading();
    return start.startsWith("{")
        || start.startsWith("/*+")
        || start.regionMatches(true, 0, "call", 0, 4)
        || database.type().equals("sqlserver");
  }

  private static void add(StringBuilder text, String key, @Nullable String value) {
    add(text, 0, key, value);
  }

  private static void add(StringBuilder text, int start, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append(text.length() > start ? "," : "").append(key).append("='");
      // A slash is encoded, so no value can end the comment; nor a quote the value.
      text.append(URLEncoder.encode(value, StandardCharsets.UTF_8)).append('\'');
    }
  }
}
