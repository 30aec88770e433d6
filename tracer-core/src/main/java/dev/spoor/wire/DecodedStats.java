package dev.spoor.wire;

import java.util.List;

/**
 * A payload of client-side stats: counts and durations of spans in buckets of ten seconds, as it
 * was received or is to be sent. Numbers are unsigned 64 bits.
 *
 * @param sequence number of the payload within its process
 * @param processTags {@code key:value} with commas between, "" for none
 * @param gitCommitSha the commit that runs, "" for unknown
 */
public record DecodedStats(
    String runtimeId,
    long sequence,
    String hostname,
    String service,
    String env,
    String version,
    List<Bucket> buckets,
    String processTags,
    String gitCommitSha) {

  /** The same sender's payload with that number and those buckets. */
  public DecodedStats with(long number, List<Bucket> counted) {
    return new DecodedStats(
        runtimeId, number, hostname, service, env, version, counted, processTags, gitCommitSha);
  }

  /**
   * What happened within one span of time.
   *
   * @param start nanoseconds since 1970
   * @param duration nanoseconds
   */
  public record Bucket(long start, long duration, List<Group> groups) {}

  /**
   * Spans that are alike.
   *
   * @param httpStatusCode 0 for none
   * @param isTraceRoot 0 unknown, 1 true, 2 false
   * @param peerTags each as {@code key:value}
   * @param duration sum in nanoseconds
   * @param okSummary durations of spans without error, a DDSketch in protobuf; not to be changed
   * @param errorSummary the same of spans with an error
   * @param serviceSource what chose the service's name, "" for the default
   * @param grpcStatusCode of spans of type rpc, else ""
   * @param httpMethod "" unless endpoints are told, as is the endpoint
   * @param httpEndpoint the route, or what stands for it
   */
  @SuppressWarnings("ArrayRecordComponent") // Copies would double the cost for no reader's good.
  public record Group(
      String name,
      String service,
      String resource,
      String type,
      String spanKind,
      long httpStatusCode,
      boolean synthetics,
      int isTraceRoot,
      List<String> peerTags,
      long hits,
      long errors,
      long topLevelHits,
      long duration,
      byte[] okSummary,
      byte[] errorSummary,
      String serviceSource,
      String grpcStatusCode,
      String httpMethod,
      String httpEndpoint) {}
}
