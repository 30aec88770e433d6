package dev.spoor.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request brought from the service that made it: the ids of the calling span, and the
 * decisions that must be kept for the whole trace. Immutable.
 *
 * @param traceIdHigh high 64 bits of the trace id, 0 for a 64-bit id
 * @param traceIdLow low 64 bits; 0 means that only {@code origin}, links or baggage came in, and
 *     that the receiving span starts a trace of its own
 * @param spanId the calling span's id, unsigned
 * @param priority a value of {@link Priority}, {@link Priority#UNSET} when none came
 * @param origin product that started the trace ({@code synthetics}, {@code rum}), or null
 * @param tags tags that belong to the whole trace ({@code _dd.p.*})
 * @param lastDatadogParent 16 hex digits: the last span of a Datadog tracer on the way, or null
 * @param tracestate the W3C header as received, all vendors' members, or null
 * @param links contexts that came too and are not continued; the local root gets them
 * @param baggage what travels beside the trace; the local root gets it
 * @param rootTags names and values by turns, for the local root
 */
public record RemoteParent(
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    int priority,
    @Nullable String origin,
    TraceTags tags,
    @Nullable String lastDatadogParent,
    @Nullable String tracestate,
    List<SpanLink> links,
    Baggage baggage,
    List<String> rootTags)
    implements TraceFacts {

  /** A context without links, baggage and tags of the root. */
  public RemoteParent(
      long traceIdHigh,
      long traceIdLow,
      long spanId,
      int priority,
      @Nullable String origin,
      TraceTags tags,
      @Nullable String lastDatadogParent,
      @Nullable String tracestate) {
    this(
        traceIdHigh,
        traceIdLow,
        spanId,
        priority,
        origin,
        tags,
        lastDatadogParent,
        tracestate,
        List.of(),
        Baggage.EMPTY,
        List.of());
  }

  /** No ids, nothing at all: the receiving span starts a trace of its own. */
  public static RemoteParent empty() {
    return new RemoteParent(0, 0, 0, Priority.UNSET, null, TraceTags.NONE, null, null);
  }

  @Override
  public long idHigh() {
    return traceIdHigh;
  }

  @Override
  public long idLow() {
    return traceIdLow;
  }

  @Override
  public @Nullable String decisionMaker() {
    return tags.decisionMaker();
  }

  /** Whether the receiving span continues a trace. */
  public boolean hasIds() {
    return traceIdLow != 0;
  }

  /**
   * Whether the context is of that trace: a 64-bit id is that of a 128-bit one with the same low
   * half.
   */
  public boolean isOfTrace(long idHigh, long idLow) {
    return traceIdLow == idLow && (traceIdHigh == idHigh || traceIdHigh == 0 || idHigh == 0);
  }

  /** This context with other links, baggage and tags of the root. */
  public RemoteParent with(List<SpanLink> newLinks, Baggage newBaggage, List<String> newRootTags) {
    return new RemoteParent(
        traceIdHigh,
        traceIdLow,
        spanId,
        priority,
        origin,
        tags,
        lastDatadogParent,
        tracestate,
        newLinks,
        newBaggage,
        newRootTags);
  }

  /** This context with another origin. */
  RemoteParent withOrigin(String value) {
    return new RemoteParent(
        traceIdHigh,
        traceIdLow,
        spanId,
        priority,
        value,
        tags,
        lastDatadogParent,
        tracestate,
        links,
        baggage,
        rootTags);
  }

  /** What goes to the first span of the trace in this process. */
  void applyTo(Span root) {
    for (SpanLink link : links) {
      root.addLink(link);
    }
    for (int i = 0; i < rootTags.size(); i += 2) {
      root.setTag(rootTags.get(i), rootTags.get(i + 1));
    }
    if (!baggage.isEmpty()) {
      root.setBaggage(baggage);
    }
  }
}
