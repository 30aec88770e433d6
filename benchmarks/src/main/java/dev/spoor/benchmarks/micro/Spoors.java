package dev.spoor.benchmarks.micro;

import dev.spoor.sampling.AgentRateSampler;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.TraceSampler;
import dev.spoor.trace.TraceSink;
import dev.spoor.trace.Tracer;
import dev.spoor.wire.ProcessFacts;
import dev.spoor.wire.TraceEncoder;
import java.util.Map;

/** Tracers and encoders as a process of this name has them, and spans that all benchmarks share. */
final class Spoors {
  private Spoors() {}

  static Tracer tracer(TraceSink sink) {
    return tracer(new AgentRateSampler("prod"), sink);
  }

  static Tracer tracer(TraceSampler sampler, TraceSink sink) {
    return new Tracer("shop", sampler, sink, 1000, true, true);
  }

  static TraceEncoder encoder() {
    TraceEncoder encoder =
        new TraceEncoder(
            new ProcessFacts(
                "shop",
                "1.2.3",
                Map.of("env", "prod", "dyno", "web.1"),
                Map.of(),
                "b43c1f4e-8a5f-4a0c-9d9a-0d2f6d1c7b55",
                4711,
                "web.1",
                false,
                true),
            true);
    encoder.setFolding(true);
    return encoder;
  }

  /** A request's span with seven tags, set one by one as the API for hands offers it. */
  static Span web(Tracer tracer) {
    Span span = tracer.start("servlet.request", null);
    span.setType(Tags.TYPE_WEB);
    span.setTag(Tags.COMPONENT, "tomcat-server");
    span.setTag(Tags.SPAN_KIND, Tags.KIND_SERVER);
    span.setTag(Tags.HTTP_METHOD, "GET");
    span.setTag(Tags.HTTP_URL, "http://shop.example/widgets/17");
    span.setTag(Tags.HTTP_USER_AGENT, "curl/8.5.0");
    span.setTag(Tags.PEER_IPV4, "10.1.2.3");
    span.setTag(Tags.HTTP_STATUS, "200");
    return span;
  }
}
