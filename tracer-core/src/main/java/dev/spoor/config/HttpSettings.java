package dev.spoor.config;

import java.util.Map;

/** Rows for HTTP servers and clients. See {@link Settings}. */
public final class HttpSettings {
  static final Rows ROWS = new Rows(Group.HTTP);

  public static final Setting<StatusSet> SERVER_ERROR_STATUSES =
      ROWS.statuses(
              "DD_TRACE_HTTP_SERVER_ERROR_STATUSES", "500-599", "Statuses that are server errors")
          .alias("DD_HTTP_SERVER_ERROR_STATUSES");
  public static final Setting<StatusSet> CLIENT_ERROR_STATUSES =
      ROWS.statuses(
              "DD_TRACE_HTTP_CLIENT_ERROR_STATUSES", "400-499", "Statuses that are client errors")
          .alias("DD_HTTP_CLIENT_ERROR_STATUSES");
  public static final Setting<Boolean> SERVER_QUERY_STRING =
      ROWS.flag("DD_HTTP_SERVER_TAG_QUERY_STRING", true, "Tag http.query.string of servers");
  public static final Setting<Boolean> CLIENT_QUERY_STRING =
      ROWS.flag("DD_TRACE_HTTP_CLIENT_TAG_QUERY_STRING", true, "Tag http.query.string of clients")
          .alias("DD_HTTP_CLIENT_TAG_QUERY_STRING");
  public static final Setting<String> QUERY_REDACTION =
      ROWS.text(
              "DD_TRACE_OBFUSCATION_QUERY_STRING_REGEXP",
              "What is redacted in query strings; empty: nothing; not set: the built-in rules")
          .alias("DD_OBFUSCATION_QUERY_STRING_REGEXP")
          .emptyCounts();
  public static final Setting<Boolean> ROUTE_BASED_NAMING =
      ROWS.flag("DD_HTTP_SERVER_ROUTE_BASED_NAMING", true, "Routes become resource names");
  public static final Setting<Boolean> REMOVE_TRAILING_SLASH =
      ROWS.flag(
          "DD_TRACE_HTTP_RESOURCE_REMOVE_TRAILING_SLASH",
          false,
          "Cut one slash from the end of resource names");
  public static final Setting<Boolean> RESOURCE_RENAMING =
      ROWS.flag(
          "DD_TRACE_RESOURCE_RENAMING_ENABLED",
          false,
          "Tag http.endpoint where no route is known; method and endpoint in statistics");
  public static final Setting<Boolean> SIMPLIFIED_ENDPOINT =
      ROWS.flag(
          "DD_TRACE_RESOURCE_RENAMING_ALWAYS_SIMPLIFIED_ENDPOINT",
          false,
          "Make http.endpoint of the URL even where a route is known");
  public static final Setting<Boolean> SPLIT_BY_DOMAIN =
      ROWS.flag("DD_TRACE_HTTP_CLIENT_SPLIT_BY_DOMAIN", false, "Client spans: host as service");
  public static final Setting<Map<String, String>> HEADER_TAGS =
      ROWS.headers(
          "DD_TRACE_HEADER_TAGS",
          "Headers of requests and responses that become tags: header or header:tag");
  public static final Setting<Map<String, String>> REQUEST_HEADER_TAGS =
      ROWS.headers("DD_TRACE_REQUEST_HEADER_TAGS", "Request headers that become tags");
  public static final Setting<Map<String, String>> RESPONSE_HEADER_TAGS =
      ROWS.headers("DD_TRACE_RESPONSE_HEADER_TAGS", "Response headers that become tags");
  public static final Setting<Map<String, String>> HEADER_BAGGAGE =
      ROWS.headers(
          "DD_TRACE_HEADER_BAGGAGE",
          "Request headers that become baggage of the server's span: header or header:key");
  public static final Setting<Boolean> CLIENT_IP =
      ROWS.flag("DD_TRACE_CLIENT_IP_ENABLED", false, "Tag the address of the client");
  public static final Setting<String> CLIENT_IP_HEADER =
      ROWS.text("DD_TRACE_CLIENT_IP_HEADER", "The only header asked for that address")
          .alias("DD_APPSEC_IPHEADER");
  public static final Setting<Boolean> CLIENT_IP_RESOLVER =
      ROWS.flag(
          "DD_TRACE_CLIENT_IP_RESOLVER_ENABLED",
          true,
          "Look for that address in headers; false: tag only them and the connection's");
  public static final Setting<Boolean> REQUEST_HEADER_TAGS_COMMA =
      ROWS.flag(
          "DD_TRACE_REQUEST_HEADER_TAGS_COMMA_ALLOWED",
          true,
          "Tag whole values of request headers; false: up to the first comma");
  public static final Setting<Boolean> CLIENT_HEADER_TAGS =
      ROWS.flag("DD_HTTP_CLIENT_TAG_HEADERS", true, "Header tags on client spans, too");

  private HttpSettings() {}
}
