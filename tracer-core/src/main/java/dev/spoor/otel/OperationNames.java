package dev.spoor.otel;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operation name of a span that was started by the API, which has names for single calls only:
 * it follows from the kind and the attributes, as Datadog's tracers agree on, when the span ends.
 */
final class OperationNames {
  /** What a span is called until its end; known by identity, lest an equal name is taken for it. */
  @SuppressWarnings("StringConstructor")
  static final String UNNAMED = new String("internal");

  private OperationNames() {}

  /** Names the operation unless somebody has. */
  @SuppressWarnings("ReferenceEquality")
  static void complete(Span span) {
    if (span.operation() == UNNAMED && !span.isFinished()) {
      span.setOperation(of(span).toLowerCase(Locale.ROOT));
    }
  }

  private static String of(Span span) {
    String kind = text(span, Tags.SPAN_KIND);
    boolean client = Tags.KIND_CLIENT.equals(kind);
    boolean server = Tags.KIND_SERVER.equals(kind);
    if ((client || server) && span.tag("http.request.method") != null) {
      return "http." + kind + ".request";
    }
    String database = text(span, "db.system");
    if (client && database != null) {
      return database + ".query";
    }
    String messaging = text(span, "messaging.system");
    String operation = text(span, "messaging.operation");
    if (messaging != null && operation != null && (client || server || isMessaging(kind))) {
      return messaging + "." + operation;
    }
    String remote = client || server ? remoteCall(span, client) : null;
    return remote == null ? byProtocol(span, kind, client || server) : remote;
  }

  private static boolean isMessaging(@Nullable String kind) {
    return "producer".equals(kind) || "consumer".equals(kind);
  }

  private static @Nullable String remoteCall(Span span, boolean client) {
    String rpc = text(span, "rpc.system");
    if (rpc != null && client && rpc.equals("aws-api")) {
      String service = text(span, "rpc.service");
      return service == null ? "aws.client.request" : "aws." + service + ".request";
    }
    if (rpc != null) {
      return rpc + (client ? ".client.request" : ".server.request");
    }
    String provider = text(span, "faas.invoked_provider");
    String function = text(span, "faas.invoked_name");
    if (client && provider != null && function != null) {
      return provider + "." + function + ".invoke";
    }
    String trigger = text(span, "faas.trigger");
    return !client && trigger != null ? trigger + ".invoke" : null;
  }

  private static String byProtocol(Span span, @Nullable String kind, boolean clientOrServer) {
    if (span.tag("graphql.operation.type") != null) {
      return "graphql.server.request";
    }
    if (!clientOrServer) {
      return kind == null ? UNNAMED : kind;
    }
    String protocol = text(span, "network.protocol.name");
    return (protocol == null ? "" : protocol + ".") + kind + ".request";
  }

  private static @Nullable String text(Span span, String key) {
    return span.tag(key) instanceof String text && !text.isEmpty() ? text : null;
  }
}
