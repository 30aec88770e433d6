package dev.spoor.logs;

import java.util.List;

/**
 * The keys under which an event's MDC map answers with the trace's ids, as Datadog's tracers name
 * them. All values are text: 64-bit ids lose digits as JSON numbers.
 */
public final class CorrelationKeys {
  /** 32 lower-case hex digits, or unsigned decimal when the upper 64 bits are zero. */
  public static final String TRACE_ID = "dd.trace_id";

  /** Unsigned decimal. */
  public static final String SPAN_ID = "dd.span_id";

  /** The configured service, not the one of the current span. */
  public static final String SERVICE = "dd.service";

  /** The configured environment. */
  public static final String ENV = "dd.env";

  /** The configured version. */
  public static final String VERSION = "dd.version";

  /** All five, in the order in which a line has them. */
  public static final List<String> ALL = List.of(TRACE_ID, SPAN_ID, ENV, SERVICE, VERSION);

  private CorrelationKeys() {}
}
