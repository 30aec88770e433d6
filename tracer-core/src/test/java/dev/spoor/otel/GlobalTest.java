package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.Spoor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tracer as what everybody gets. */
class GlobalTest extends TracedTest {
  @BeforeEach
  @AfterEach
  void forget() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void onRequestEverybodyGetsTheTracer() {
    assertThat(Spoor.registerOpenTelemetry()).isTrue();
    GlobalOpenTelemetry.getTracer("library").spanBuilder("by a library").startSpan().end();
    assertThat(sent("by a library").service()).isEqualTo("shop");
  }

  @Test
  void whatWasSetBeforeStays() {
    OpenTelemetry other = OpenTelemetry.noop();
    GlobalOpenTelemetry.set(other);
    assertThat(Spoor.registerOpenTelemetry()).isFalse();
  }

  @Test
  void metersAndLogsAreThoseOfAnSdkBehind() {
    assertThat(otel.getMeterProvider()).isSameAs(MeterProvider.noop());
    MeterProvider meters = name -> MeterProvider.noop().meterBuilder(name);
    OpenTelemetry sdk =
        new OpenTelemetry() {
          @Override
          public io.opentelemetry.api.trace.TracerProvider getTracerProvider() {
            throw new AssertionError("its spans are not wanted");
          }

          @Override
          public MeterProvider getMeterProvider() {
            return meters;
          }

          @Override
          public io.opentelemetry.context.propagation.ContextPropagators getPropagators() {
            throw new AssertionError("its headers are not wanted");
          }
        };
    OpenTelemetry joined = SpoorOpenTelemetry.before(sdk);
    assertThat(joined.getMeterProvider()).isSameAs(meters);
    assertThat(joined.getPropagators()).isNotNull();
    joined.getTracer("t").spanBuilder("joined").startSpan().end();
    assertThat(sent("joined").name()).isEqualTo("internal");
    assertThat(SpoorOpenTelemetry.before(joined)).isSameAs(joined);
  }
}
