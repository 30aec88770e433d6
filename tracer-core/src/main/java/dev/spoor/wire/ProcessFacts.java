package dev.spoor.wire;

import java.util.Map;

/**
 * What all spans of this process have in common. Immutable.
 *
 * @param service the tracer's own service: spans under another one name it in {@code
 *     _dd.base_service}
 * @param version goes on spans of the tracer's own service; "" for none
 * @param tags go on every span, {@code env} among them
 * @param chunkTags go on the first span of each chunk, such as the commit that runs; no value is ""
 * @param runtimeId a UUID of this process
 * @param processId the operating system's number
 * @param hostname of the machine or dyno; "" for unknown
 * @param reportHostname whether local roots also carry {@code _dd.hostname}
 * @param baggageAsTags whether span items of the baggage are tags, too
 */
public record ProcessFacts(
    String service,
    String version,
    Map<String, String> tags,
    Map<String, String> chunkTags,
    String runtimeId,
    long processId,
    String hostname,
    boolean reportHostname,
    boolean baggageAsTags) {}
