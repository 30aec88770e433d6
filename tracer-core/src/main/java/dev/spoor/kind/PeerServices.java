package dev.spoor.kind;

import dev.spoor.config.Config;
import dev.spoor.config.TracingSettings;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the other side of a call: {@code peer.service}, taken from the tag that tells it best, and
 * renamed as the settings say. Done when a trace is written, once all tags are known, for spans of
 * clients and producers that have no such tag; one that is there is only renamed. Thread safe.
 */
public final class PeerServices {
  private static final String TAG = "peer.service";
  private static final String SOURCE = "_dd.peer.service.source";
  private static final String REMAPPED = "_dd.peer.service.remapped_from";

  private static final String[] USUAL = {"db.instance", Tags.PEER_HOSTNAME};
  private static final String[] RPC = {"rpc.service", Tags.PEER_HOSTNAME};
  private static final String[] NONE = {};

  private final boolean defaults;
  private final Map<String, String> overrides;
  private final Map<String, String> names;

  private PeerServices(boolean defaults, Map<String, String> overrides, Map<String, String> names) {
    this.defaults = defaults;
    this.overrides = overrides;
    this.names = names;
  }

  /** Null if the settings ask for nothing. */
  public static @Nullable PeerServices of(Config config) {
    boolean defaults = config.get(TracingSettings.PEER_SERVICE_DEFAULTS);
    Map<String, String> names = config.get(TracingSettings.PEER_SERVICE_MAPPING);
    return defaults || !names.isEmpty()
        ? new PeerServices(defaults, config.get(TracingSettings.PEER_SERVICE_OVERRIDES), names)
        : null;
  }

  /** Goes through finished spans, from the newest by {@link Span#olderFinished} on. */
  public void complete(Span newest) {
    for (@Nullable Span span = newest; span != null; span = span.olderFinished()) {
      if (span.tag(TAG) instanceof String own) {
        rename(span, own);
      } else if (defaults && isOutgoing(span)) {
        compute(span);
      }
    }
  }

  private static boolean isOutgoing(Span span) {
    Object kind = span.tag(Tags.SPAN_KIND);
    return Tags.KIND_CLIENT.equals(kind) || "producer".equals(kind);
  }

  private void compute(Span span) {
    Object component = span.tag(Tags.COMPONENT);
    String override = component instanceof String text ? overrides.get(text) : null;
    if (override != null) {
      set(span, override, "_component_override");
      return;
    }
    for (String source : sources(component)) {
      if (span.tag(source) instanceof String value) {
        set(span, value, source);
        return;
      }
    }
  }

  private void set(Span span, String name, String source) {
    span.complete(TAG, name);
    span.complete(SOURCE, source);
    rename(span, name);
  }

  private void rename(Span span, String name) {
    String other = names.get(name);
    if (other != null) {
      span.complete(TAG, other);
      span.complete(REMAPPED, name);
    }
  }

  /** Tags that name the other side, in order, by who made the span. */
  private static String[] sources(@Nullable Object component) {
    return switch (component instanceof String text ? text : "") {
      case "java-kafka" -> new String[] {"messaging.kafka.bootstrap.servers"};
      case "hazelcast-sdk" -> new String[] {"hazelcast.instance", Tags.PEER_HOSTNAME};
      case "couchbase-client" ->
          new String[] {"db.couchbase.seed.nodes", "net.peer.name", Tags.PEER_HOSTNAME};
      case "java-cassandra" -> new String[] {"db.cassandra.contact.points", Tags.PEER_HOSTNAME};
      case "grpc-client", "armeria-grpc-client", "rmi-client" -> RPC;
      case "java-aws-sdk" -> NONE;
      default -> USUAL;
    };
  }
}
