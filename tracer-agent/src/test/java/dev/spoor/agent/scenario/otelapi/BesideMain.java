package dev.spoor.agent.scenario.otelapi;

import dev.spoor.Spoor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Duration;

/**
 * An application that would trace by itself: it starts the library, of which it has a copy of its
 * own, or registers an SDK.
 */
@SuppressWarnings("try") // scopes are closed and not otherwise used
public final class BesideMain {
  private BesideMain() {}

  public static void main(String[] args) throws Exception {
    OpenTelemetry api = args[0].equals("library") ? library() : sdk();
    Span span = api.getTracer("application").spanBuilder("by hand").startSpan();
    try (Scope scope = span.makeCurrent()) {
      OtelMain.query("select 1 as in_span");
      System.out.println("current " + Span.current().equals(span));
    }
    span.end();
    System.out.println("set " + GlobalOpenTelemetry.isSet());
    System.out.println("global " + GlobalOpenTelemetry.getOrNoop().getTracer("x").isEnabled());
    System.out.println("flushed " + Spoor.flush(Duration.ofSeconds(1)));
    System.out.println("done");
  }

  private static OpenTelemetry library() {
    Spoor.start();
    System.out.println("registered " + Spoor.registerOpenTelemetry());
    return Spoor.openTelemetry();
  }

  private static OpenTelemetry sdk() {
    GlobalOpenTelemetry.set(new Sdk());
    System.out.println(
        "meters "
            + (GlobalOpenTelemetry.getMeterProvider() == Sdk.METERS)
            + ", context "
            + Context.current().equals(Context.root()));
    try {
      GlobalOpenTelemetry.set(new Sdk());
    } catch (IllegalStateException e) {
      System.out.println("once only");
    }
    return GlobalOpenTelemetry.get();
  }

  /** An SDK whose spans nobody would see. */
  private static final class Sdk implements OpenTelemetry {
    static final MeterProvider METERS = name -> MeterProvider.noop().meterBuilder(name);

    @Override
    public TracerProvider getTracerProvider() {
      return TracerProvider.noop();
    }

    @Override
    public MeterProvider getMeterProvider() {
      return METERS;
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }
}
