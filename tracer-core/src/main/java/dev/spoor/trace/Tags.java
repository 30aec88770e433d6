package dev.spoor.trace;

/**
 * Names of tags as Datadog's tracers write them, and values that many spans share.
 *
 * <p>Text tags travel in the span's {@code meta} map, numbers in {@code metrics}.
 */
public final class Tags {
  public static final String COMPONENT = "component";

  /** What made the span; the component, where there is one. */
  public static final String INTEGRATION = "_dd.integration";

  public static final String SPAN_KIND = "span.kind";
  public static final String KIND_SERVER = "server";
  public static final String KIND_CLIENT = "client";

  public static final String HTTP_METHOD = "http.method";
  public static final String HTTP_URL = "http.url";
  public static final String HTTP_HOSTNAME = "http.hostname";
  public static final String HTTP_QUERY = "http.query.string";
  public static final String HTTP_USER_AGENT = "http.useragent";
  public static final String HTTP_ROUTE = "http.route";

  /** Stands for the route where nobody knows that; made of the URL. */
  public static final String HTTP_ENDPOINT = "http.endpoint";

  /** Decimal text, never a number: the Agent removes anything else. */
  public static final String HTTP_STATUS = "http.status_code";

  /** Ties a request to the line that Heroku's router writes about it. */
  public static final String HTTP_REQUEST_ID = "http.request_id";

  public static final String SERVLET_CONTEXT = "servlet.context";
  public static final String SERVLET_PATH = "servlet.path";

  public static final String PEER_HOSTNAME = "peer.hostname";
  public static final String PEER_IPV4 = "peer.ipv4";
  public static final String PEER_IPV6 = "peer.ipv6";

  /** A number. */
  public static final String PEER_PORT = "peer.port";

  public static final String DB_TYPE = "db.type";
  public static final String DB_INSTANCE = "db.instance";
  public static final String DB_USER = "db.user";
  public static final String DB_OPERATION = "db.operation";

  public static final String ERROR_TYPE = "error.type";
  public static final String ERROR_MESSAGE = "error.message";
  public static final String ERROR_STACK = "error.stack";

  /** A number: the agent's sampling rate that decided. */
  public static final String AGENT_PSR = "_dd.agent_psr";

  /** A number: the rate of the rule that decided. */
  public static final String RULE_PSR = "_dd.rule_psr";

  /** A number: the share of traces kept by rules that the rate limit let through, 0 to 1. */
  public static final String LIMIT_PSR = "_dd.limit_psr";

  /** A number, 8: the span is kept although its trace is not. */
  public static final String SPAN_SAMPLING = "_dd.span_sampling.mechanism";

  /** A number: the rate of the rule that keeps the span. */
  public static final String SPAN_SAMPLING_RATE = "_dd.span_sampling.rule_rate";

  /** A number: spans a second that this rule keeps at most. */
  public static final String SPAN_SAMPLING_LIMIT = "_dd.span_sampling.max_per_second";

  /** Span type of HTTP servers. */
  public static final String TYPE_WEB = "web";

  /** Span type of HTTP clients. */
  public static final String TYPE_HTTP = "http";

  /** Span type of SQL databases. */
  public static final String TYPE_SQL = "sql";

  /** Span type of Redis. */
  public static final String TYPE_REDIS = "redis";

  /** Span type of memcached. */
  public static final String TYPE_MEMCACHED = "memcached";

  private Tags() {}
}
