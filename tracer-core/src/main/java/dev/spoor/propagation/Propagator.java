package dev.spoor.propagation;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.Baggage;
import dev.spoor.trace.LocalTrace;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.TraceFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes trace context and baggage in several styles at once.
 *
 * <p>Writing uses every configured style. Reading tries them in order:
 *
 * <ul>
 *   <li>the first that yields ids is the base; priority, origin and trace tags are always the
 *       base's. With {@code extractFirst} the search ends here;
 *   <li>a later {@code tracecontext} of the same trace may know a nearer parent: some service in
 *       between then spoke only W3C, and the root notes the last Datadog span before it;
 *   <li>a later style with another trace becomes a link of the local root, with {@code
 *       reason=terminated_context} and {@code context_headers=<style>};
 *   <li>what holds no ids, an origin say, counts only when nothing better comes;
 *   <li>baggage is read whatever came of the rest.
 * </ul>
 *
 * With {@code restart} the base itself becomes a link ({@code reason=propagation_behavior_extract})
 * of a new trace; with {@code ignore} nothing is read. Nothing here throws: a malformed header is
 * no context. Thread safe.
 */
public final class Propagator {
  private static final LongAdder FAILURES = Counters.of("propagation.failed");

  /** Reads and writes nothing. */
  public static final Propagator NONE = new Propagator(PropagationRules.of(List.of()));

  private static volatile Propagator active = NONE;

  private final List<Style> extract;
  private final List<Style> inject;
  private final boolean extractsSpanBaggage;
  private final boolean injectsSpanBaggage;
  private final boolean extractFirst;
  private final boolean restarts;
  private final boolean ignores;
  private final @Nullable BaggageHeader extractBaggage;
  private final @Nullable BaggageHeader injectBaggage;

  public Propagator(PropagationRules rules) {
    DatadogTags tags = new DatadogTags(rules.maxTagChars());
    BaggageHeader baggage =
        new BaggageHeader(rules.maxBaggageItems(), rules.maxBaggageBytes(), rules.baggageTagKeys());
    this.extract = styles(rules.extract(), tags, rules.padB3());
    this.inject = styles(rules.inject(), tags, rules.padB3());
    this.extractBaggage = names(rules.extract(), "baggage") ? baggage : null;
    this.injectBaggage = names(rules.inject(), "baggage") ? baggage : null;
    this.extractsSpanBaggage = carriesSpanBaggage(extract);
    this.injectsSpanBaggage = carriesSpanBaggage(inject);
    this.extractFirst = rules.extractFirst();
    this.restarts = rules.behavior().equalsIgnoreCase("restart");
    this.ignores = rules.behavior().equalsIgnoreCase("ignore");
  }

  /** The propagator of this process; {@link #NONE} while tracing is off. */
  public static Propagator active() {
    return active;
  }

  /** Makes a propagator the one of this process. */
  public static void install(Propagator propagator) {
    active = propagator;
  }

  private static List<Style> styles(List<String> names, DatadogTags tags, boolean padB3) {
    List<Style> styles = new ArrayList<>(names.size());
    for (String name : names) {
      switch (name.trim().toLowerCase(Locale.ROOT)) {
        case "datadog" -> styles.add(new DatadogStyle(tags));
        case "tracecontext" -> styles.add(new TraceContextStyle());
        case "b3multi" -> styles.add(new B3Style(false, padB3));
        case "b3single" -> styles.add(new B3Style(true, padB3));
        case "baggage", "none" -> {}
        default -> Log.debug("Propagation style " + name + " is not spoken here", null);
      }
    }
    return styles;
  }

  private static boolean names(List<String> styles, String wanted) {
    for (String style : styles) {
      if (style.trim().equalsIgnoreCase(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** What the carrier's headers say, or null when they say nothing. */
  public <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter) {
    if (ignores) {
      return null;
    }
    try {
      RemoteParent base = extractTrace(carrier, getter);
      return extractBaggage(base, carrier, getter);
    } catch (RuntimeException e) {
      FAILURES.increment();
      Log.once("propagation.extract", "Trace headers could not be read", e);
      return null;
    }
  }

  private <C> @Nullable RemoteParent extractTrace(C carrier, HeaderGetter<C> getter) {
    RemoteParent base = null;
    Style baseStyle = null;
    List<SpanLink> links = null;
    // By index: an iterator is garbage that each request would pay for.
    for (int i = 0; i < extract.size(); i++) {
      Style style = extract.get(i);
      RemoteParent found =
          base != null && base.hasIds() && style instanceof TraceContextStyle w3c
              ? w3c.extract(carrier, getter, base)
              : style.extract(carrier, getter);
      if (found == null) {
        continue;
      }
      if (base == null || !base.hasIds()) {
        if (base == null || found.hasIds()) {
          base = found;
          baseStyle = style;
        }
        if (extractFirst && base.hasIds()) {
          break;
        }
      } else if (found.hasIds() && !base.isOfTrace(found.traceIdHigh(), found.traceIdLow())) {
        links = links == null ? new ArrayList<>(2) : links;
        links.add(link(found, "terminated_context", style));
      } else if (found.hasIds() && style instanceof TraceContextStyle) {
        base = found;
      }
    }
    if (base == null || baseStyle == null) {
      return null;
    }
    if (restarts && base.hasIds()) {
      links = List.of(link(base, "propagation_behavior_extract", baseStyle));
      return RemoteParent.empty().with(links, Baggage.EMPTY, List.of());
    }
    return links == null ? base : base.with(links, base.baggage(), base.rootTags());
  }

  private static SpanLink link(RemoteParent context, String reason, Style style) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("reason", reason);
    attributes.put("context_headers", style.name());
    return link(context, attributes);
  }

  /** A link to a span of this process. */
  public static SpanLink link(Span span, Map<String, String> attributes) {
    LocalTrace trace = span.trace();
    RemoteParent remote = trace.remote();
    return new SpanLink(
        trace.idHigh(),
        trace.idLow(),
        span.spanId(),
        trace.priority() > Priority.SAMPLER_DROP ? 1 : 0,
        remote == null ? null : remote.tracestate(),
        attributes);
  }

  /** A link to the span that a context names. */
  public static SpanLink link(RemoteParent context, Map<String, String> attributes) {
    return new SpanLink(
        context.traceIdHigh(),
        context.traceIdLow(),
        context.spanId(),
        context.priority() > Priority.SAMPLER_DROP ? 1 : 0,
        context.tracestate(),
        attributes);
  }

  private <C> @Nullable RemoteParent extractBaggage(
      @Nullable RemoteParent base, C carrier, HeaderGetter<C> getter) {
    BaggageHeader header = extractBaggage;
    Baggage baggage = header == null ? Baggage.EMPTY : header.extract(carrier, getter);
    List<String> tags = header == null || baggage.isEmpty() ? List.of() : header.tags(baggage);
    if (extractsSpanBaggage) {
      baggage = BaggageHeader.extractSpanItems(baggage, carrier, getter);
    }
    if (baggage.isEmpty()) {
      return base;
    }
    RemoteParent context = base == null ? RemoteParent.empty() : base;
    if (!context.rootTags().isEmpty()) {
      tags = new ArrayList<>(tags);
      tags.addAll(context.rootTags());
    }
    return context.with(context.links(), baggage, tags);
  }

  private static boolean carriesSpanBaggage(List<Style> styles) {
    for (Style style : styles) {
      if (style.carriesSpanBaggage()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the span's context and baggage into a request that is about to go out; decides sampling
   * first.
   */
  public <C> void inject(Span span, C carrier, HeaderSetter<C> setter) {
    inject(span, span.baggage(), carrier, setter);
  }

  /** {@link #inject(Span, Object, HeaderSetter)} with other baggage than the span's. */
  public <C> void inject(Span span, Baggage baggage, C carrier, HeaderSetter<C> setter) {
    inject(span.trace(), span.spanId(), baggage, carrier, setter);
  }

  /**
   * Passes a caller's context on as it came, in every configured style, where this process has no
   * span of its own; one without ids writes baggage only. Never decides sampling.
   *
   * @param baggage what goes along, whatever the caller's was
   */
  public <C> void inject(RemoteParent caller, Baggage baggage, C carrier, HeaderSetter<C> setter) {
    if (caller.hasIds()) {
      inject(caller, caller.spanId(), baggage, carrier, setter);
    } else {
      inject(baggage, carrier, setter);
    }
  }

  private static int priority(TraceFacts trace) {
    return trace instanceof LocalTrace local
        ? local.ensureDecided()
        : ((RemoteParent) trace).priority();
  }

  private <C> void inject(
      TraceFacts trace, long spanId, Baggage baggage, C carrier, HeaderSetter<C> setter) {
    try {
      // Without a style nothing of the decision leaves, so it can wait.
      int priority = inject.isEmpty() ? Priority.UNSET : priority(trace);
      for (int i = 0; i < inject.size(); i++) {
        inject.get(i).inject(trace, spanId, priority, carrier, setter);
      }
      if (!baggage.isEmpty()) {
        if (!baggage.spanItems().isEmpty() && injectsSpanBaggage) {
          BaggageHeader.injectSpanItems(baggage, carrier, setter);
        }
        injectBaggage(baggage, carrier, setter);
      }
    } catch (RuntimeException e) {
      FAILURES.increment();
      Log.once("propagation.inject", "Trace headers could not be written", e);
    }
  }

  /** Writes baggage where no span is, if the style is on. */
  public <C> void inject(Baggage baggage, C carrier, HeaderSetter<C> setter) {
    try {
      injectBaggage(baggage, carrier, setter);
    } catch (RuntimeException e) {
      FAILURES.increment();
      Log.once("propagation.inject", "Trace headers could not be written", e);
    }
  }

  private <C> void injectBaggage(Baggage baggage, C carrier, HeaderSetter<C> setter) {
    BaggageHeader header = injectBaggage;
    if (header != null) {
      header.inject(baggage, carrier, setter);
    }
  }
}
