package dev.spoor.stats;

import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a span alike others, as it stands on the span: the key that a group is looked for
 * with. One is filled again and again, by one thread at a time; a copy is kept with each group.
 */
final class Probe {
  private static final String[] GRPC_STATUS = {
    "rpc.grpc.status_code", "grpc.code", "rpc.grpc.status.code", "grpc.status.code"
  };

  String service = "";
  String operation = "";
  String resource = "";
  String type = "";
  String kind = "";
  String grpcStatus = "";
  String serviceSource = "";

  /** Empty unless {@link #readEndpoint} was called, as is the endpoint. */
  String httpMethod = "";

  String httpEndpoint = "";
  int httpStatus;
  boolean synthetics;
  boolean traceRoot;

  /** Keys at even, values at odd places, in the order in which the span has them. */
  @Nullable String[] peers = new String[8];

  int peerEnd;
  int hash;

  /** Takes what was counted to its groups; it comes along since it is used again like this. */
  final SpanRun run = new SpanRun();

  /**
   * Reads a span.
   *
   * @param homeService the tracer's own service
   * @param spanKind its span.kind, "" for none
   */
  void read(LocalTrace trace, Span span, String spanKind, PeerTags peerTags, String homeService) {
    service = span.service();
    operation = span.operation();
    resource = span.resource();
    String spanType = span.type();
    type = spanType == null ? "" : spanType;
    kind = spanKind;
    String source = span.serviceSource();
    serviceSource = source == null ? "" : source;
    httpStatus = status(span.tag(Tags.HTTP_STATUS));
    grpcStatus = type.equals("rpc") ? grpcStatus(span) : "";
    synthetics = isSynthetic(trace.remote());
    traceRoot = span.parentId() == 0;
    peerEnd = 0;
    if (peerTags.wants(spanKind)) {
      peerTags.read(span, this);
    } else if ((spanKind.isEmpty() || spanKind.equals("internal"))
        && !homeService.equalsIgnoreCase(service)) {
      addPeer("_dd.base_service", homeService);
    }
    rehash();
  }

  /** Reads what tells HTTP requests apart besides, after {@link #read}. */
  void readEndpoint(Span span) {
    httpMethod = text(span.tag(Tags.HTTP_METHOD));
    String endpoint = text(span.tag(Tags.HTTP_ENDPOINT));
    httpEndpoint = endpoint.isEmpty() ? text(span.tag(Tags.HTTP_ROUTE)) : endpoint;
    rehash();
  }

  private static String text(@Nullable Object tag) {
    return tag instanceof String text ? text : "";
  }

  void addPeer(String key, String value) {
    if (peerEnd + 2 > peers.length) {
      peers = Arrays.copyOf(peers, peers.length * 2);
    }
    peers[peerEnd++] = key;
    peers[peerEnd++] = value;
  }

  private static boolean isSynthetic(@Nullable RemoteParent remote) {
    String origin = remote == null ? null : remote.origin();
    return origin != null && origin.startsWith("synthetics");
  }

  /** A status code that is a number or its text; 0 if it is neither. */
  private static int status(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.intValue() > 0 ? number.intValue() : 0;
    }
    int code = 0;
    if (value instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9' || i > 3) {
          return 0;
        }
        code = code * 10 + c - '0';
      }
    }
    return code;
  }

  private static String grpcStatus(Span span) {
    for (String key : GRPC_STATUS) {
      Object value = span.tag(key);
      if (value != null) {
        return value instanceof Number number
            ? Long.toString(number.longValue())
            : value.toString();
      }
    }
    return "";
  }

  void rehash() {
    int sum = service.hashCode();
    sum = sum * 31 + operation.hashCode();
    sum = sum * 31 + resource.hashCode();
    sum = sum * 31 + type.hashCode();
    sum = sum * 31 + kind.hashCode();
    sum = sum * 31 + grpcStatus.hashCode();
    sum = sum * 31 + httpMethod.hashCode();
    sum = sum * 31 + httpEndpoint.hashCode();
    sum = sum * 31 + httpStatus;
    sum = sum * 4 + (synthetics ? 2 : 0) + (traceRoot ? 1 : 0);
    for (int i = 0; i < peerEnd; i++) {
      sum = sum * 31 + Objects.hashCode(peers[i]);
    }
    hash = sum ^ sum >>> 15;
  }

  boolean matches(Probe other) {
    return hash == other.hash
        && httpStatus == other.httpStatus
        && peerEnd == other.peerEnd
        && traceRoot == other.traceRoot
        && synthetics == other.synthetics
        && resource.equals(other.resource)
        && service.equals(other.service)
        && operation.equals(other.operation)
        && type.equals(other.type)
        && kind.equals(other.kind)
        && serviceSource.equals(other.serviceSource)
        && grpcStatus.equals(other.grpcStatus)
        && httpMethod.equals(other.httpMethod)
        && httpEndpoint.equals(other.httpEndpoint)
        && Arrays.equals(peers, 0, peerEnd, other.peers, 0, peerEnd);
  }

  Probe copy() {
    Probe copy = new Probe();
    copy.service = service;
    copy.operation = operation;
    copy.resource = resource;
    copy.type = type;
    copy.kind = kind;
    copy.grpcStatus = grpcStatus;
    copy.serviceSource = serviceSource;
    copy.httpMethod = httpMethod;
    copy.httpEndpoint = httpEndpoint;
    copy.httpStatus = httpStatus;
    copy.synthetics = synthetics;
    copy.traceRoot = traceRoot;
    copy.peers = Arrays.copyOf(peers, peerEnd);
    copy.peerEnd = peerEnd;
    copy.hash = hash;
    return copy;
  }

  /** Lets go of what was read, so that a pooled probe keeps no text alive. */
  void forget() {
    resource = "";
    httpEndpoint = "";
    Arrays.fill(peers, null);
    peerEnd = 0;
  }
}
