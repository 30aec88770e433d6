package dev.spoor.benchmarks.micro;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * OpenTelemetry's SDK, where it has the same operation; spans go to a processor that drops them.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Dio.opentelemetry.context.contextStorageProvider=default")
public class OpenTelemetryBenchmark {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");

  private static final TextMapSetter<Map<String, String>> SETTER =
      (carrier, key, value) -> {
        if (carrier != null) {
          carrier.put(key, value);
        }
      };

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // still abstract
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private final Tracer tracer =
      SdkTracerProvider.builder().addSpanProcessor(new Dropping()).build().get("benchmark");
  private final W3CTraceContextPropagator propagator = W3CTraceContextPropagator.getInstance();
  private final Context context = Context.root().with(tracer.spanBuilder("job").startSpan());
  private final Map<String, String> incoming = new HashMap<>();
  private final Map<String, String> outgoing = new HashMap<>();

  /** Takes part in the life of each span, so that the SDK does not leave it out. */
  private static final class Dropping implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** What comes in is what goes out. */
  @Setup
  public void prepare() {
    propagator.inject(context, incoming, SETTER);
  }

  /** A trace of one span without attributes. */
  @Benchmark
  public Span bare() {
    Span span = tracer.spanBuilder("job").setNoParent().startSpan();
    span.end();
    return span;
  }

  /** A web span with seven attributes. */
  @Benchmark
  public Span web() {
    Span span = startWeb();
    span.end();
    return span;
  }

  private Span startWeb() {
    Span span =
        tracer
            .spanBuilder("GET /widgets/{id}")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    span.setAttribute(METHOD, "GET");
    span.setAttribute(URL, "http://shop.example/widgets/17");
    span.setAttribute(AGENT, "curl/8.5.0");
    span.setAttribute(PEER, "10.1.2.3");
    span.setAttribute(SCHEME, "http");
    span.setAttribute(ROUTE, "/widgets/{id}");
    span.setAttribute(STATUS, 200L);
    return span;
  }

  /** A root and twenty children, without any encoding. */
  @Benchmark
  @SuppressWarnings("try") // the scope is there to be closed
  public Span twentyChildren() {
    Span root = startWeb();
    try (Scope scope = root.makeCurrent()) {
      for (int i = 0; i < 20; i++) {
        tracer.spanBuilder("select shop").setSpanKind(SpanKind.CLIENT).startSpan().end();
      }
    }
    root.end();
    return root;
  }

  /** A caller that is traced. */
  @Benchmark
  public Context extract() {
    return propagator.extract(Context.root(), incoming, GETTER);
  }

  /** Into a map, whose nodes count as well. */
  @Benchmark
  public Map<String, String> inject() {
    outgoing.clear();
    propagator.inject(context, outgoing, SETTER);
    return outgoing;
  }
}
