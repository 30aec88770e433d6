package dev.spoor.wire;

import java.util.List;

/**
 * A payload of client-side stats: counts and durations of spans in buckets of ten seconds, as it
 * was received. Numbers are unsigned 64 bits.
 *
 * @param sequence number of the payload within its process
 */
public record DecodedStats(
    String runtimeId,
    long sequence,
    String hostname,
    String service,
    String env,
    String version,
    List<Bucket> buckets) {

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
      byte[] errorSummary) {}
}
