package dev.spoor.otel;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;

/**
 * Gives everybody the same tracer: the name and the version of an instrumentation have no place on
 * a Datadog span.
 */
final class OtelTracerProvider implements TracerProvider {
  static final OtelTracerProvider INSTANCE = new OtelTracerProvider();

  private static final Tracer TRACER = new OtelTracer();

  private OtelTracerProvider() {}

  @Override
  public Tracer get(String scopeName) {
    return TRACER;
  }

  @Override
  public Tracer get(String scopeName, String scopeVersion) {
    return TRACER;
  }

  @Override
  public TracerBuilder tracerBuilder(String scopeName) {
    return new Builder();
  }

  private static final class OtelTracer implements Tracer {
    @Override
    public SpanBuilder spanBuilder(String spanName) {
      return new OtelSpanBuilder(spanName);
    }

    /** Since API 1.50. */
    @Override
    public boolean isEnabled() {
      return dev.spoor.trace.Tracer.active() != null;
    }
  }

  private static final class Builder implements TracerBuilder {
    @Override
    public TracerBuilder setSchemaUrl(String schemaUrl) {
      return this;
    }

    @Override
    public TracerBuilder setInstrumentationVersion(String version) {
      return this;
    }

    @Override
    public Tracer build() {
      return TRACER;
    }
  }
}
