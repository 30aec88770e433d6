package dev.spoor.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the bodies of {@code /v0.6/stats} as an Agent does: nil, negative numbers and str in place
 * of bin are refused, unknown keys skipped. The sketches are left as they are.
 *
 * <p>Stateless and thread safe; as safe against hostile bodies as {@link TraceDecoder}.
 */
public final class StatsDecoder {
  private static final byte[] NONE = {};

  private final MsgpackReader in;

  private StatsDecoder(MsgpackReader in) {
    this.in = in;
  }

  /**
   * Decodes a body.
   *
   * @throws MalformedPayload where an Agent answers 400
   */
  public static DecodedStats decode(byte[] body) throws MalformedPayload {
    return new StatsDecoder(new MsgpackReader(body)).payload();
  }

  private DecodedStats payload() throws MalformedPayload {
    String runtimeId = "";
    String hostname = "";
    String service = "";
    String env = "";
    String version = "";
    String processTags = "";
    String gitCommitSha = "";
    long sequence = 0;
    List<DecodedStats.Bucket> buckets = List.of();
    int entries = in.readMapHeader("payload");
    for (int i = 0; i < entries; i++) {
      String key = in.readString("key of the payload");
      switch (key) {
        case "RuntimeID" -> runtimeId = in.readString(key);
        case "Sequence" -> sequence = in.readUnsigned(key);
        case "Hostname" -> hostname = in.readString(key);
        case "Service" -> service = in.readString(key);
        case "Env" -> env = in.readString(key);
        case "Version" -> version = in.readString(key);
        case "ProcessTags" -> processTags = in.readString(key);
        case "GitCommitSha" -> gitCommitSha = in.readString(key);
        case "Stats" -> buckets = buckets();
        default -> in.skip();
      }
    }
    return new DecodedStats(
        runtimeId, sequence, hostname, service, env, version, buckets, processTags, gitCommitSha);
  }

  private List<DecodedStats.Bucket> buckets() throws MalformedPayload {
    int count = in.readArrayHeader("Stats");
    List<DecodedStats.Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = 0;
      long duration = 0;
      List<DecodedStats.Group> groups = List.of();
      int entries = in.readMapHeader("bucket");
      for (int j = 0; j < entries; j++) {
        String key = in.readString("key of a bucket");
        switch (key) {
          case "Start" -> start = in.readUnsigned(key);
          case "Duration" -> duration = in.readUnsigned(key);
          case "Stats" -> groups = groups();
          default -> in.skip();
        }
      }
      buckets.add(new DecodedStats.Bucket(start, duration, groups));
    }
    return List.copyOf(buckets);
  }

  private List<DecodedStats.Group> groups() throws MalformedPayload {
    int count = in.readArrayHeader("Stats of a bucket");
    List<DecodedStats.Group> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(new GroupFields().read(in));
    }
    return List.copyOf(groups);
  }

  /** What has been read of one group so far. */
  private static final class GroupFields {
    private String name = "";
    private String service = "";
    private String resource = "";
    private String type = "";
    private String spanKind = "";
    private long httpStatusCode;
    private boolean synthetics;
    private int isTraceRoot;
    private List<String> peerTags = List.of();
    private long hits;
    private long errors;
    private long topLevelHits;
    private long duration;
    private byte[] okSummary = NONE;
    private byte[] errorSummary = NONE;
    private String serviceSource = "";
    private String grpcStatusCode = "";
    private String httpMethod = "";
    private String httpEndpoint = "";

    DecodedStats.Group read(MsgpackReader in) throws MalformedPayload {
      int entries = in.readMapHeader("group");
      for (int i = 0; i < entries; i++) {
        field(in, in.readString("key of a group"));
      }
      return new DecodedStats.Group(
          name,
          service,
          resource,
          type,
          spanKind,
          httpStatusCode,
          synthetics,
          isTraceRoot,
          peerTags,
          hits,
          errors,
          topLevelHits,
          duration,
          okSummary,
          errorSummary,
          serviceSource,
          grpcStatusCode,
          httpMethod,
          httpEndpoint);
    }

    private void field(MsgpackReader in, String key) throws MalformedPayload {
      switch (key) {
        case "Name" -> name = in.readString(key);
        case "Service" -> service = in.readString(key);
        case "Resource" -> resource = in.readString(key);
        case "Type" -> type = in.readString(key);
        case "SpanKind" -> spanKind = in.readString(key);
        case "HTTPStatusCode" -> httpStatusCode = in.readUint32(key);
        case "Synthetics" -> synthetics = in.readBoolean(key);
        case "IsTraceRoot" -> isTraceRoot = in.readInt32(key);
        case "PeerTags" -> peerTags = strings(in, key);
        case "Hits" -> hits = in.readUnsigned(key);
        case "Errors" -> errors = in.readUnsigned(key);
        case "TopLevelHits" -> topLevelHits = in.readUnsigned(key);
        case "Duration" -> duration = in.readUnsigned(key);
        case "OkSummary" -> okSummary = in.readBinary(key);
        case "ErrorSummary" -> errorSummary = in.readBinary(key);
        case "srv_src" -> serviceSource = in.readString(key);
        case "GRPCStatusCode" -> grpcStatusCode = in.readString(key);
        case "HTTPMethod" -> httpMethod = in.readString(key);
        case "HTTPEndpoint" -> httpEndpoint = in.readString(key);
        default -> in.skip();
      }
    }

    private static List<String> strings(MsgpackReader in, String what) throws MalformedPayload {
      int count = in.readArrayHeader(what);
      List<String> result = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        result.add(in.readString(what));
      }
      return List.copyOf(result);
    }
  }
}
