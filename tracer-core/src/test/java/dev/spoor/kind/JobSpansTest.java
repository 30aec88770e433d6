package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.config.StatsdAddress;
import dev.spoor.propagation.TraceParent;
import dev.spoor.statsd.DogStatsd;
import dev.spoor.testing.FakeStatsd;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanLink;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.Tracer;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of jobs: a trace each, who asked for them, and what is counted. */
class JobSpansTest {
  private static final String PARENT = "00-0102030405060708090a0b0c0d0e0f10-1112131415161718-01";

  private final JobSpans spans = new JobSpans("sample");
  private Tracer tracer;

  @BeforeEach
  void install() {
    tracer = Tracers.keeping();
    Tracer.install(tracer);
  }

  @AfterEach
  void remove() {
    Tracer.install(null);
    JobMetrics.install(null);
    assertThat(Span.current()).as("every run puts back what was current").isNull();
  }

  private JobRun start() {
    return spans.start("Shop.restock", "Shop.restock", "default");
  }

  @Test
  void aRunBeginsATraceWhateverIsCurrent() {
    Span request = tracer.start("servlet.request");
    request.attach();
    JobRun run = start().begin(null);
    assertThat(JobRun.current()).isSameAs(run);
    assertThat(Span.current()).isSameAs(run.span());
    Span within = tracer.start("work");
    assertThat(run.end(null)).isTrue();
    assertThat(Span.current()).isSameAs(request);
    request.detach();

    assertThat(within.parentId()).isEqualTo(run.span().spanId());
    assertThat(run.span().trace().idLow()).isNotEqualTo(request.trace().idLow());
    assertThat(run.span().parentId()).isZero();
    assertThat(run.span().operation()).isEqualTo("scheduled.call");
    assertThat(run.span().resource()).isEqualTo("Shop.restock");
    assertThat(run.span().tag("component")).isEqualTo("sample");
    assertThat(run.span().isError()).isFalse();
  }

  @Test
  void anErrorIsRecordedAsTheJobThrewIt() {
    JobRun run = start().begin(null);
    IllegalStateException own = new IllegalStateException("no stock");
    assertThat(run.end(new InvocationTargetException(own))).isFalse();
    assertThat(run.span().isError()).isTrue();
    assertThat(run.span().tag("error.type")).isEqualTo("java.lang.IllegalStateException");

    JobRun swallowed = start().begin(null);
    swallowed.fail(own);
    assertThat(swallowed.end(null)).isFalse();
    assertThat(swallowed.span().tag("error.message")).isEqualTo("no stock");
  }

  @Test
  void theFirstWhoIsKnownToHaveAskedIsLinked() {
    JobRun run = start().enqueuedBy(null).enqueuedBy("nonsense");
    assertThat(run.isLinked()).isFalse();
    run.enqueuedBy(PARENT).enqueuedBy(PARENT.replace("11", "22"));
    assertThat(run.span().extras().links())
        .containsExactly(
            new SpanLink(
                0x0102030405060708L,
                0x090a0b0c0d0e0f10L,
                0x1112131415161718L,
                1,
                null,
                Map.of("reason", "enqueued_by")));
  }

  @Test
  void whoAsksIsTheCurrentSpanAsTraceparent() {
    assertThat(JobSpans.currentParent()).isNull();
    Span request = tracer.start("servlet.request");
    request.attach();
    String text = JobSpans.currentParent();
    request.detach();
    assertThat(text)
        .isEqualTo(
            "00-%s-%s-01",
            TraceId.hex(request.trace().idHigh(), request.trace().idLow()),
            TraceId.hex(request.spanId()));
    assertThat(TraceParent.link(text, "x")).isNotNull();
  }

  @Test
  void nothingIsTracedWhileTracingIsOff() {
    Tracer.install(null);
    assertThat(start()).isNull();
  }

  @Test
  void runsAreReported() {
    try (FakeStatsd statsd = FakeStatsd.start();
        DogStatsd client = DogStatsd.open(StatsdAddress.udp("127.0.0.1", statsd.port()))) {
      JobMetrics.install(() -> client);
      start().due(0).begin(null).end(null);
      start().begin(null).end(new IllegalStateException());
      JobMetrics.polled("mails", 3, System.currentTimeMillis() + 60_000);
      JobMetrics.polled("mails", 0, 0);
      client.flush();
      String tags = "|#worker:Shop.restock,queue:default";
      assertThat(statsd.awaitLines(14))
          .contains(
              "jobs.busy:1|g",
              "jobs.busy:0|g",
              "jobs.count:1|c" + tags,
              "jobs.success:1|c" + tags,
              "jobs.failure:1|c" + tags + ",error_type:java.lang.IllegalStateException",
              "jobs.queue.size:3|g|#queue:mails",
              "jobs.queue.size:0|g|#queue:mails",
              "jobs.queue.latency:0|g|#queue:mails")
          .anyMatch(
              line -> line.matches("jobs\\.queue\\.latency:\\d{9,}[.0-9]*\\|g\\|#queue:default"))
          .anyMatch(line -> line.startsWith("jobs.perform:") && line.endsWith("|ms" + tags))
          .hasSize(14);
    }
  }

  @Test
  void namesLackWhatProxiesAndLambdasAdd() {
    Runnable lambda = () -> {};
    assertThat(JobSpans.methodName(Map.Entry.class, "getKey")).isEqualTo("Entry.getKey");
    assertThat(JobSpans.className(lambda.getClass())).isEqualTo("JobSpansTest");
    assertThat(JobSpans.className(Shop$$Proxy.class)).isEqualTo("Shop");
    assertThat(JobSpans.className(int.class)).isEqualTo("int");
  }

  @SuppressWarnings("checkstyle:TypeName") // as proxies are named
  private static final class Shop$$Proxy {}
}
