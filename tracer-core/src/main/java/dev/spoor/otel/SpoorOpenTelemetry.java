package dev.spoor.otel;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.jspecify.annotations.Nullable;

/**
 * The tracer as an {@link OpenTelemetry}.
 *
 * <p>Tracers and propagators are this tracer's. It measures nothing and takes no log records: these
 * parts do nothing, unless an SDK of the application stands behind ({@link #before}).
 *
 * <p>Thread safe. It may be asked for before tracing has started, and goes on working after it has
 * ended; spans that are started meanwhile are not recorded.
 */
public final class SpoorOpenTelemetry implements OpenTelemetry {
  private static final SpoorOpenTelemetry INSTANCE = new SpoorOpenTelemetry(null);

  private final ContextPropagators propagators = ContextPropagators.create(new HeaderPropagator());
  private final @Nullable OpenTelemetry others;

  private SpoorOpenTelemetry(@Nullable OpenTelemetry others) {
    this.others = others;
  }

  /** The one of this process. */
  public static OpenTelemetry get() {
    return INSTANCE;
  }

  /**
   * Makes it what {@link GlobalOpenTelemetry#get} answers.
   *
   * @return false if something else has been set, or asked for, before
   */
  public static boolean register() {
    try {
      GlobalOpenTelemetry.set(INSTANCE);
      return true;
    } catch (IllegalStateException taken) {
      return false;
    }
  }

  /**
   * Tracing by this tracer, and everything else by an SDK that the application has made: its
   * metrics and log records go where it sends them, its spans into the same traces as the rest.
   */
  public static OpenTelemetry before(OpenTelemetry sdk) {
    return sdk instanceof SpoorOpenTelemetry ? sdk : new SpoorOpenTelemetry(sdk);
  }

  @Override
  public TracerProvider getTracerProvider() {
    return OtelTracerProvider.INSTANCE;
  }

  @Override
  public ContextPropagators getPropagators() {
    return propagators;
  }

  @Override
  public MeterProvider getMeterProvider() {
    return others == null ? MeterProvider.noop() : others.getMeterProvider();
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return others == null ? LoggerProvider.noop() : others.getLogsBridge();
  }

  @Override
  public String toString() {
    return others == null ? "Spoor" : "Spoor before " + others;
  }
}
