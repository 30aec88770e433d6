package dev.spoor.wire;

import java.util.Arrays;
import java.util.List;

/**
 * Writes the body of {@code /v0.6/stats}. Fields that the Agent fills in by itself (container,
 * language, tracer version) are left out. Used again and again by one thread.
 */
public final class StatsEncoder {
  private final MsgpackBuffer out = new MsgpackBuffer(4096);

  /** The payload in msgpack. */
  public byte[] encode(DecodedStats stats) {
    out.clear();
    int header = out.beginMap();
    text("RuntimeID", stats.runtimeId());
    number("Sequence", stats.sequence());
    text("Hostname", stats.hostname());
    text("Service", stats.service());
    text("Env", stats.env());
    text("Version", stats.version());
    int entries = 7;
    if (!stats.processTags().isEmpty()) {
      text("ProcessTags", stats.processTags());
      entries++;
    }
    if (!stats.gitCommitSha().isEmpty()) {
      text("GitCommitSha", stats.gitCommitSha());
      entries++;
    }
    out.writeString("Stats");
    out.writeArrayHeader(stats.buckets().size());
    for (DecodedStats.Bucket bucket : stats.buckets()) {
      write(bucket);
    }
    out.endMap(header, entries);
    return Arrays.copyOf(out.bytes(), out.size());
  }

  private void write(DecodedStats.Bucket bucket) {
    out.writeSmallMapHeader(3);
    number("Start", bucket.start());
    number("Duration", bucket.duration());
    out.writeString("Stats");
    out.writeArrayHeader(bucket.groups().size());
    for (DecodedStats.Group group : bucket.groups()) {
      write(group);
    }
  }

  private void write(DecodedStats.Group group) {
    int header = out.beginMap();
    int entries = 15;
    text("Name", group.name());
    text("Service", group.service());
    text("Resource", group.resource());
    text("Type", group.type());
    text("SpanKind", group.spanKind());
    number("HTTPStatusCode", group.httpStatusCode());
    out.writeString("Synthetics");
    out.writeBoolean(group.synthetics());
    number("IsTraceRoot", group.isTraceRoot());
    texts("PeerTags", group.peerTags());
    if (!group.serviceSource().isEmpty()) {
      text("srv_src", group.serviceSource());
      entries++;
    }
    if (!group.grpcStatusCode().isEmpty()) {
      text("GRPCStatusCode", group.grpcStatusCode());
      entries++;
    }
    if (!group.httpMethod().isEmpty()) {
      text("HTTPMethod", group.httpMethod());
      entries++;
    }
    if (!group.httpEndpoint().isEmpty()) {
      text("HTTPEndpoint", group.httpEndpoint());
      entries++;
    }
    number("Hits", group.hits());
    number("Errors", group.errors());
    number("TopLevelHits", group.topLevelHits());
    number("Duration", group.duration());
    binary("OkSummary", group.okSummary());
    binary("ErrorSummary", group.errorSummary());
    out.endMap(header, entries);
  }

  private void text(String key, String value) {
    out.writeString(key);
    out.writeString(value);
  }

  private void texts(String key, List<String> values) {
    out.writeString(key);
    out.writeArrayHeader(values.size());
    for (String value : values) {
      out.writeString(value);
    }
  }

  private void number(String key, long value) {
    out.writeString(key);
    out.writeNatural(value);
  }

  private void binary(String key, byte[] value) {
    out.writeString(key);
    out.writeBinary(value);
  }
}
