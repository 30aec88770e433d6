package dev.spoor.stats;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many different values each part of a key may have, so that a field with an id in it neither
 * fills memory nor the Agent: values beyond that count as one. Thread safe without a lock.
 */
final class Limits {
  /** Stands in for values that are too many. */
  static final String BLOCKED = "tracer_blocked_value";

  private final Values resources = new Values(1024);
  private final Values services = new Values(32);
  private final Values operations = new Values(64);
  private final Values types = new Values(16);
  private final Values kinds = new Values(8);
  private final Values grpcStatuses = new Values(24);
  private final Values httpMethods = new Values(16);
  private final Values httpEndpoints = new Values(512);
  private final ConcurrentHashMap<String, Values> peers = new ConcurrentHashMap<>();

  private static final class Values {
    private final int limit;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Values(int limit) {
      this.limit = limit;
    }

    /** The value, or what stands in for it; a few too many may slip in at the same moment. */
    String admit(String value) {
      if (value.isEmpty() || known.contains(value)) {
        return value;
      }
      if (known.size() >= limit) {
        return BLOCKED;
      }
      known.add(value);
      return value;
    }
  }

  /**
   * Replaces the values that are too many.
   *
   * @return whether there were any
   */
  boolean apply(Probe probe) {
    String resource = resources.admit(probe.resource);
    String service = services.admit(probe.service);
    String operation = operations.admit(probe.operation);
    String type = types.admit(probe.type);
    String kind = kinds.admit(probe.kind);
    String grpc = grpcStatuses.admit(probe.grpcStatus);
    String method = httpMethods.admit(probe.httpMethod);
    String endpoint = httpEndpoints.admit(probe.httpEndpoint);
    boolean changed =
        isBlocked(resource)
            || isBlocked(service)
            || isBlocked(operation)
            || isBlocked(type)
            || isBlocked(kind)
            || isBlocked(grpc)
            || isBlocked(method)
            || isBlocked(endpoint);
    for (int i = 0; i < probe.peerEnd; i += 2) {
      String key = String.valueOf(probe.peers[i]);
      String value = PeerAddress.quantise(String.valueOf(probe.peers[i + 1]));
      Values values = peers.get(key);
      if (values == null) {
        peers.putIfAbsent(key, new Values(512));
        values = peers.getOrDefault(key, new Values(0));
      }
      if (isBlocked(values.admit(value))) {
        probe.peers[i + 1] = BLOCKED;
        changed = true;
      }
    }
    if (changed) {
      probe.resource = resource;
      probe.service = service;
      probe.operation = operation;
      probe.type = type;
      probe.kind = kind;
      probe.grpcStatus = grpc;
      probe.httpMethod = method;
      probe.httpEndpoint = endpoint;
      probe.rehash();
    }
    return changed;
  }

  /** Blocks everything, for when there are too many groups as a whole. */
  static void blockAll(Probe probe) {
    probe.resource = BLOCKED;
    probe.service = BLOCKED;
    probe.operation = BLOCKED;
    probe.type = BLOCKED;
    probe.kind = BLOCKED;
    probe.grpcStatus = "";
    probe.serviceSource = "";
    probe.httpMethod = "";
    probe.httpEndpoint = "";
    probe.httpStatus = 0;
    probe.peerEnd = 0;
    probe.rehash();
  }

  @SuppressWarnings(
      "ReferenceEquality") // the stand-in is one object; a real value of that name is fine
  private static boolean isBlocked(String value) {
    return value == BLOCKED;
  }
}
