package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.context.Context;
import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Spans of SQL statements: operation {@code <type>.query}, service {@code <type>}, the obfuscated
 * SQL as resource.
 *
 * <p>One span per logical call: {@link #isNested} is asked first, so that a pool's wrapper, the
 * driver below it and whatever statement the driver runs inside count once. Literals never reach a
 * span (see {@link SqlObfuscator}).
 */
public final class DatabaseSpans {
  public static final String STATEMENT = "java-jdbc-statement";
  public static final String PREPARED_STATEMENT = "java-jdbc-prepared_statement";

  private static final SqlCache CACHE = new SqlCache();

  private DatabaseSpans() {}

  /** Whether the calling thread is inside a database call that has its span already. */
  public static boolean isNested() {
    return isNested(Context.slot());
  }

  /**
   * {@link #isNested()} for who has looked up the slot.
   *
   * @param slot the calling thread's
   */
  public static boolean isNested(@Nullable Object[] slot) {
    return Span.isWithin(ExclusiveCall.DATABASE, slot);
  }

  /**
   * Starts the span of a call and makes it current on this thread. Call {@link #end} on the same
   * thread.
   *
   * @param sql as the application gave it; null for unknown
   * @param component {@link #STATEMENT} or {@link #PREPARED_STATEMENT}
   * @return null while tracing is off, or inside another database call
   */
  public static @Nullable Span start(Database database, @Nullable String sql, String component) {
    return start(database, sql, component, Context.slot());
  }

  /**
   * {@link #start(Database, String, String)} for who has looked up the slot.
   *
   * @param slot the calling thread's
   */
  public static @Nullable Span start(
      Database database, @Nullable String sql, String component, @Nullable Object[] slot) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    SqlText text = CACHE.get(sql, database.dialect());
    Span span = tracer.enter(blueprint(database, text, component), slot);
    if (span != null) {
      span.setResource(text.obfuscated(), ResourceRank.DEFAULT);
    }
    return span;
  }

  private static Blueprint blueprint(Database database, SqlText text, String component) {
    return database.blueprints().get(KindSettings.active(), component, text.operation());
  }

  /** The service that the span of such a call is in; null for that of its parent. */
  static @Nullable String service(Database database, String sql, String component) {
    return blueprint(database, CACHE.get(sql, database.dialect()), component).service();
  }

  /** By component and operation of the statement. */
  static final class Calls extends Blueprints {
    private final Database database;

    Calls(Database database) {
      this.database = database;
    }

    @Override
    Blueprint make(KindSettings settings, String component, String statement) {
      Blueprint.Draft draft =
          Blueprint.named(database.type().concat(".query"))
              .exclusive(ExclusiveCall.DATABASE)
              .type(Tags.TYPE_SQL)
              .measured()
              .ownTags(1)
              .tag(Tags.COMPONENT, component)
              .tag(Tags.SPAN_KIND, Tags.KIND_CLIENT)
              .tag(Tags.DB_TYPE, database.type())
              .tag(Tags.DB_INSTANCE, database.instance())
              .tag(Tags.DB_USER, database.user())
              .tag(Tags.DB_OPERATION, statement);
      if (settings.peerHostname()) {
        draft.tag(Tags.PEER_HOSTNAME, database.host());
      }
      String service = service(settings, database);
      if (service != null) {
        draft.service(service, component);
      }
      return draft.build();
    }
  }

  /** The service of a database's spans; null for that of the application. */
  @SuppressWarnings("ReferenceEquality") // there is one unknown database
  private static @Nullable String service(KindSettings settings, Database database) {
    // A database that nobody could name is no service.
    if (!settings.ownServiceNames() || database == Database.UNKNOWN) {
      return null;
    }
    Config config = settings.config();
    String host = database.host();
    String instance = database.instance();
    String service = database.type();
    if (config.splitByHost() && host != null) {
      service = host;
    } else if (config.splitByInstance() && instance != null) {
      service = config.splitByInstanceTypeSuffix() ? instance + "-" + database.type() : instance;
    }
    return config.mappedService(service);
  }

  /** Tells how many entries a batch has. */
  public static void setBatchSize(Span span, int entries) {
    span.setTag("db.operation.batch.size", entries);
  }

  /** Ends the span and gives the thread back what was current before. */
  public static void end(Span span, @Nullable Throwable thrown) {
    span.detach();
    if (thrown != null) {
      ErrorTags.record(span, thrown, ErrorRank.DEFAULT);
    }
    span.finish();
  }
}
