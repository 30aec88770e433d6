package dev.spoor.logs;

import java.util.List;

/**
 * The fields of a request line or job line: what {@link RequestLog#log} and {@link JobLog#log} take
 * and, in the format {@code lograge}, under which names they write them.
 *
 * <p>Names, meaning and order of the first group are those of Lograge, the gem that gives Rails one
 * line per request, so that its users keep their parsers and dashboards. The second group is ours.
 * A field whose value is null is left out. Keys that start with {@code @} steer and are never
 * written.
 */
public final class RequestFields {
  /** HTTP method, text. */
  public static final String METHOD = "method";

  /** Path without query, text; a query or session id that is in it is cut off. */
  public static final String PATH = "path";

  /** Short name of what was answered: {@code html}, {@code json}, or {@code *}{@code /*}; text. */
  public static final String FORMAT = "format";

  /** Simple name of the class that handled the request, text. */
  public static final String CONTROLLER = "controller";

  /** Name of its method, text. */
  public static final String ACTION = "action";

  /** HTTP status as a whole number. */
  public static final String STATUS = "status";

  /** What the request failed with: a {@code Throwable}, or text. */
  public static final String ERROR = "error";

  /** Bytes allocated by the thread, whole number. */
  public static final String ALLOCATIONS = "allocations";

  /** Milliseconds from the first byte to the end of the answer; rounded to two decimals here. */
  public static final String DURATION = "duration";

  /** Milliseconds in templates. */
  public static final String VIEW = "view";

  /** Milliseconds in databases. */
  public static final String DB = "db";

  /** Where a redirect points to, text; its query is cut off. */
  public static final String LOCATION = "location";

  /** Names of parameters that the application did not expect; a list. */
  public static final String UNPERMITTED_PARAMS = "unpermitted_params";

  /** Request parameters by name: text, {@code String[]}, lists, maps; filtered here. */
  public static final String PARAMS = "params";

  /** Number of database calls. */
  public static final String DB_COUNT = "db_count";

  /** Milliseconds in Redis. */
  public static final String REDIS = "redis";

  /** Number of Redis calls. */
  public static final String REDIS_COUNT = "redis_count";

  /** Milliseconds in Memcached. */
  public static final String MEMCACHED = "memcached";

  /** Number of Memcached calls. */
  public static final String MEMCACHED_COUNT = "memcached_count";

  /** Milliseconds that the request, or a job that was due, waited in front of this process. */
  public static final String QUEUE = "queue";

  /** Milliseconds of CPU that the request's thread used. */
  public static final String CPU = "cpu";

  /** The router's or client's id of the request, text. */
  public static final String REQUEST_ID = "request_id";

  /** Address of the client, text. */
  public static final String CLIENT_IP = "client_ip";

  /** Pattern that matched, such as {@code /widgets/{id}}; text. */
  public static final String ROUTE = "route";

  /** Name of the template, text. */
  public static final String VIEW_NAME = "view_name";

  /** Id of a background job, text. */
  public static final String JOB_ID = "job_id";

  /** Queue or group that a background job came from, text. */
  public static final String QUEUE_NAME = "queue_name";

  /** How often a background job has been tried, from 1. */
  public static final String ATTEMPT = "attempt";

  /** Library that runs background jobs, text. */
  public static final String SCHEDULER = "scheduler";

  /**
   * Takes the place of {@link #STATUS} when the level follows the status: Datadog reads a {@code
   * status} at the root as the line's severity, before it looks at the level.
   */
  public static final String HTTP_STATUS_CODE = "http.status_code";

  /** Steers the level: a level's name ({@code INFO} unless given), or {@link #LEVEL_BY_STATUS}. */
  public static final String LEVEL = "@level";

  /** {@code ERROR} from 500 on and for exceptions, {@code WARN} from 400 on, else {@code INFO}. */
  public static final String LEVEL_BY_STATUS = "status";

  /** The ids of a line that no encoder lays out: a map, in the order in which they are written. */
  public static final String IDS = "@dd";

  /** Lograge's own fields in its order; the second part comes from the guide's custom options. */
  static final List<String> LOGRAGE =
      List.of(
          METHOD,
          PATH,
          FORMAT,
          CONTROLLER,
          ACTION,
          STATUS,
          ERROR,
          ALLOCATIONS,
          DURATION,
          VIEW,
          DB,
          LOCATION,
          UNPERMITTED_PARAMS);

  /** What Lograge has not, in the order of a line; others follow in the order of the map. */
  static final List<String> MORE =
      List.of(
          DB_COUNT,
          REDIS,
          REDIS_COUNT,
          MEMCACHED,
          MEMCACHED_COUNT,
          QUEUE,
          CPU,
          REQUEST_ID,
          CLIENT_IP,
          ROUTE,
          VIEW_NAME);

  private RequestFields() {}
}
