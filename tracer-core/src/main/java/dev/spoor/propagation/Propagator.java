package dev.spoor.propagation;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes trace context in several styles at once.
 *
 * <p>Writing uses every configured style. Reading tries them in order: the first that yields ids is
 * the base; a later {@code tracecontext} of the same trace may know a nearer parent. Nothing here
 * throws: a malformed header is no context.
 */
public final class Propagator {
  private static final LongAdder FAILURES = Counters.of("propagation.failed");

  private final List<Style> extract;
  private final List<Style> inject;

  /**
   * @param extract names of styles in the order in which they are tried: {@code datadog}, {@code
   *     tracecontext}; names of other styles are passed over
   * @param inject names of the styles that are written
   * @param maxTagChars longest {@code x-datadog-tags} header that is read or written; 0 for none
   */
  public Propagator(List<String> extract, List<String> inject, int maxTagChars) {
    DatadogTags tags = new DatadogTags(maxTagChars);
    this.extract = styles(extract, tags);
    this.inject = styles(inject, tags);
  }

  private static List<Style> styles(List<String> names, DatadogTags tags) {
    List<Style> styles = new ArrayList<>(names.size());
    for (String name : names) {
      switch (name.trim().toLowerCase(Locale.ROOT)) {
        case "datadog" -> styles.add(new DatadogStyle(tags));
        case "tracecontext" -> styles.add(new TraceContextStyle());
        default -> Log.debug("Propagation style " + name + " is not spoken here", null);
      }
    }
    return styles;
  }

  /** What the carrier's headers say, or null when they say nothing. */
  public <C> @Nullable RemoteParent extract(C carrier, HeaderGetter<C> getter) {
    try {
      RemoteParent base = null;
      for (Style style : extract) {
        RemoteParent found = style.extract(carrier, getter);
        if (found == null) {
          continue;
        }
        if (base == null || base.traceIdLow() == 0) {
          base = found.traceIdLow() != 0 || base == null ? found : base;
        } else if (style instanceof TraceContextStyle) {
          base = merge(base, found);
        }
      }
      return base;
    } catch (RuntimeException e) {
      FAILURES.increment();
      Log.once("propagation.extract", "Trace headers could not be read", e);
      return null;
    }
  }

  /**
   * Two styles of the same trace: when the W3C parent is another span than the base's, some service
   * that speaks only W3C stood in between, and that one is the nearer parent.
   */
  private static RemoteParent merge(RemoteParent base, RemoteParent w3c) {
    if (w3c.traceIdLow() != base.traceIdLow()) {
      return base;
    }
    if (w3c.spanId() == base.spanId()) {
      return TraceContextStyle.below(base, w3c, base.lastDatadogParent());
    }
    String last = w3c.lastDatadogParent();
    return TraceContextStyle.below(base, w3c, last != null ? last : TraceId.hex(base.spanId()));
  }

  /** Writes the span's context into a request that is about to go out; decides sampling first. */
  public <C> void inject(Span span, C carrier, HeaderSetter<C> setter) {
    try {
      for (Style style : inject) {
        style.inject(span, carrier, setter);
      }
    } catch (RuntimeException e) {
      FAILURES.increment();
      Log.once("propagation.inject", "Trace headers could not be written", e);
    }
  }
}
