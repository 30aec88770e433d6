package dev.spoor.propagation;

import java.util.List;

/**
 * What a {@link Propagator} is told by the settings.
 *
 * @param extract names of styles in the order in which they are tried: {@code datadog}, {@code
 *     tracecontext}, {@code b3multi}, {@code b3single}, {@code baggage}; others are passed over
 * @param inject names of the styles that are written, all of them
 * @param extractFirst whether the first style with ids ends the search
 * @param behavior {@code continue}; {@code restart} to begin a trace here and link to the caller's;
 *     {@code ignore} to read nothing at all
 * @param maxTagChars longest {@code x-datadog-tags} header that is read or written; 0 for none
 * @param padB3 whether 64-bit trace ids are written as 32 hex digits in B3 headers
 * @param maxBaggageItems items of baggage that are read or written
 * @param maxBaggageBytes bytes of a baggage header that are read or written
 * @param baggageTagKeys keys of baggage that become tags of the local root; {@code *} for all
 */
public record PropagationRules(
    List<String> extract,
    List<String> inject,
    boolean extractFirst,
    String behavior,
    int maxTagChars,
    boolean padB3,
    int maxBaggageItems,
    int maxBaggageBytes,
    List<String> baggageTagKeys) {

  public PropagationRules {
    extract = List.copyOf(extract);
    inject = List.copyOf(inject);
    baggageTagKeys = List.copyOf(baggageTagKeys);
  }

  /** The same styles in both directions, everything else as it is by default. */
  public static PropagationRules of(List<String> styles) {
    return new PropagationRules(
        styles,
        styles,
        false,
        "continue",
        512,
        true,
        64,
        8192,
        List.of("user.id", "session.id", "account.id"));
  }
}
