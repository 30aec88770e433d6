package dev.spoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Blueprint;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Priority;
import dev.spoor.trace.RemoteParent;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.TraceId;
import dev.spoor.trace.TraceTags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands where in an encoded chunk. */
class TraceEncoderTest {
  private final Chunk chunk = new Chunk();

  @Test
  void fieldsAreThoseOfTheSpan() throws Exception {
    Span root = chunk.tracer.startRootAt("servlet.request", null, 1_700_000_000_123_456_789L);
    root.setResource("GET /widgets", ResourceRank.ROUTE);
    root.setType("web");
    root.setError(true, ErrorRank.DEFAULT);
    root.setTag("http.status_code", "500");
    root.setTag("peer.port", 5432);
    root.finishAt(1_700_000_000_123_456_999L);

    DecodedSpan span = chunk.decoded(0).spans().get(0);
    assertThat(span.service()).isEqualTo("shop");
    assertThat(span.name()).isEqualTo("servlet.request");
    assertThat(span.resource()).isEqualTo("GET /widgets");
    assertThat(span.type()).isEqualTo("web");
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.start()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(span.duration()).isEqualTo(210);
    assertThat(span.traceId()).isEqualTo(root.trace().idLow());
    assertThat(span.spanId()).isEqualTo(root.spanId());
    assertThat(span.tag("http.status_code")).isEqualTo("500");
    assertThat(span.metric("peer.port")).isEqualTo(5432.0);
  }

  @Test
  void theLocalRootCarriesTheProcess() throws Exception {
    Span root = chunk.tracer.start("root");
    Span child = chunk.tracer.start("child", root);
    child.setTag("component", "java-jdbc-statement");
    child.finish();
    root.finish();

    DecodedSpan top = chunk.decoded(0).spans().get(0);
    assertThat(top.meta())
        .containsEntry("language", "jvm")
        .containsEntry("runtime-id", "0-1-2")
        .containsEntry("_dd.tracer_host", "web.1.example")
        .containsEntry("_dd.hostname", "web.1.example")
        .containsEntry("version", "1.2.3")
        .containsEntry("env", "prod")
        .containsEntry("team", "ünïcode")
        .containsEntry("thread.name", Thread.currentThread().getName())
        .doesNotContainKeys("empty", "_dd.base_service", "_dd.integration");
    assertThat(top.metrics())
        .containsEntry("process_id", 4711.0)
        .containsEntry("_dd.trace_span_attribute_schema", 0.0)
        .containsEntry("_dd.profiling.enabled", 0.0)
        .containsEntry("_dd.agent_psr", 0.5)
        .containsEntry("_dd.top_level", 1.0);
    DecodedSpan below = chunk.decoded(0).spans().get(1);
    assertThat(below.meta())
        .containsEntry("env", "prod")
        .containsEntry("_dd.integration", "java-jdbc-statement")
        .doesNotContainKeys("language", "runtime-id", "_dd.hostname", "_dd.tracer_host");
    assertThat(below.metrics())
        .doesNotContainKeys("process_id", "_dd.agent_psr", "_dd.top_level", "_dd.measured");
  }

  @Test
  void whatBelongsToTheChunkStandsOnItsFirstSpanAndThePriorityAlsoOnLastAndTopLevel()
      throws Exception {
    Span root = chunk.tracer.start("root");
    for (String name : new String[] {"last", "inner", "database", "inner2"}) {
      Span span = chunk.tracer.start(name, root);
      if (name.equals("database")) {
        span.setService("postgresql", "java-jdbc-statement");
        span.setMeasured();
      }
      span.finish();
    }
    root.finish();

    DecodedTrace trace = chunk.decoded(0);
    assertThat(trace.spans().stream().map(DecodedSpan::name))
        .containsExactly("root", "inner2", "database", "inner", "last");
    assertThat(trace.spans().stream().map(span -> span.metric("_sampling_priority_v1")))
        .containsExactly(1.0, null, 1.0, null, 1.0);
    assertThat(trace.spans().stream().map(span -> span.tag("_dd.p.tid")))
        .containsExactly(TraceId.hex(root.trace().idHigh()), null, null, null, null);
    assertThat(trace.spans().stream().map(span -> span.tag("_dd.p.dm")))
        .containsExactly("-1", null, null, null, null);
    DecodedSpan database = trace.spans().get(2);
    assertThat(database.meta())
        .containsEntry("_dd.base_service", "shop")
        .containsEntry("_dd.svc_src", "java-jdbc-statement")
        .doesNotContainKey("version");
    assertThat(database.metrics()).containsEntry("_dd.measured", 1.0);
  }

  @Test
  void eachPartOfATraceHasItsOwnFirstSpan() throws Exception {
    Chunk parts = new Chunk("", 2);
    Span root = parts.writeFourSteps();

    assertThat(parts.encoded).hasSize(3);
    for (int i = 0; i < 3; i++) {
      DecodedTrace part = parts.decoded(i);
      assertThat(part.traceIdHigh()).isEqualTo(root.trace().idHigh());
      assertThat(part.samplingPriority()).isEqualTo(1);
      assertThat(part.spans().get(0).tag("version")).isNull();
    }
  }

  @Test
  void whatTheCallerSentIsPassedOn() throws Exception {
    TraceTags tags =
        TraceTags.NONE.with("_dd.p.usr.id", "baz64").withDecisionMaker("-4").withError("bad");
    RemoteParent remote =
        new RemoteParent(
            0, -1L, -2L, Priority.USER_KEEP, "synthetics", tags, "00000000000000ff", null);
    Span root = chunk.tracer.startRoot("root", remote);
    chunk.tracer.start("child", root).finish();
    root.finish();

    DecodedTrace trace = chunk.decoded(0);
    DecodedSpan top = trace.spans().get(0);
    assertThat(top.traceId()).isEqualTo(-1L);
    assertThat(top.parentId()).isEqualTo(-2L);
    assertThat(top.meta())
        .containsEntry("_dd.p.usr.id", "baz64")
        .containsEntry("_dd.p.dm", "-4")
        .containsEntry("_dd.origin", "synthetics")
        .containsEntry("_dd.parent_id", "00000000000000ff")
        .containsEntry("_dd.propagation_error", "bad")
        .doesNotContainKey("_dd.p.tid");
    assertThat(top.metrics())
        .containsEntry("_sampling_priority_v1", 2.0)
        .containsEntry("_dd.top_level", 1.0)
        .doesNotContainKey("_dd.agent_psr");
    assertThat(trace.spans().get(1).meta())
        .containsEntry("_dd.origin", "synthetics")
        .doesNotContainKeys("_dd.parent_id", "_dd.propagation_error", "_dd.p.usr.id");
  }

  @Test
  void aDroppedTraceNamesNoDecisionMaker() throws Exception {
    Span root = chunk.tracer.start("root");
    root.trace().decideByHand(false);
    root.finish();

    DecodedSpan top = chunk.decoded(0).spans().get(0);
    assertThat(top.metric("_sampling_priority_v1")).isEqualTo(-1.0);
    assertThat(top.tag("_dd.p.dm")).isNull();
  }

  @Test
  void aServiceThatDiffersInCaseOnlyIsOurs() throws Exception {
    Span root = chunk.tracer.start("root");
    root.setService("Shop", "m");
    root.finish();

    assertThat(chunk.decoded(0).spans().get(0).meta())
        .containsEntry("version", "1.2.3")
        .doesNotContainKey("_dd.base_service");
  }

  @Test
  void emptyNamesAndTextsBeyondTheLimitsAreMadeFit() throws Exception {
    Span root = chunk.tracer.start("é".repeat(60));
    root.setResource("", ResourceRank.BY_HAND);
    root.setType("t".repeat(300));
    root.setTag("value", "x".repeat(24_999) + "é");
    root.setTag("k".repeat(300), 1);
    root.setTag("", "nameless");
    Span child = chunk.tracer.start("child", root);
    child.setResource("😀".repeat(2_000), ResourceRank.BY_HAND);
    child.finish();
    root.finish();

    DecodedSpan top = chunk.decoded(0).spans().get(0);
    assertThat(top.name()).isEqualTo("é".repeat(50));
    assertThat(top.resource()).isEqualTo("é".repeat(60));
    assertThat(top.type()).hasSize(100);
    assertThat(top.tag("value")).isEqualTo("x".repeat(24_999));
    assertThat(top.metrics()).containsKey("k".repeat(200));
    assertThat(top.meta()).doesNotContainKey("");
    assertThat(chunk.decoded(0).spans().get(1).resource()).isEqualTo("😀".repeat(1_250));
  }

  private static final Blueprint QUERY =
      Blueprint.named("shop.query")
          .service("shopdb", "jdbc")
          .type("sql")
          .measured()
          .tag("component", "jdbc")
          .tag("db.user", "carla")
          .tag("team", "of the database")
          .tag("thread.name", "reserved")
          .build();

  @Test
  void whatABlueprintSaysIsWrittenAsIfTheSpanSaidIt() throws Exception {
    Span root = chunk.tracer.start("root");
    chunk.tracer.start(QUERY, root).finish();
    Span second = chunk.tracer.start(QUERY, root);
    second.setTag("db.operation", "select");
    second.setTag("rows", 3);
    second.finish();
    root.finish();

    for (DecodedSpan query : chunk.decoded(0).spans().subList(1, 3)) {
      assertThat(query.name()).isEqualTo("shop.query");
      assertThat(query.service()).isEqualTo("shopdb");
      assertThat(query.type()).isEqualTo("sql");
      assertThat(query.resource()).isEqualTo("shop.query");
      assertThat(query.meta())
          .containsEntry("component", "jdbc")
          .containsEntry("_dd.integration", "jdbc")
          .containsEntry("_dd.svc_src", "jdbc")
          .containsEntry("_dd.base_service", "shop")
          .containsEntry("db.user", "carla")
          .containsEntry("team", "of the database")
          .containsEntry("env", "prod")
          .containsEntry("thread.name", Thread.currentThread().getName())
          .doesNotContainKey("version");
      assertThat(query.metrics()).containsEntry("_dd.measured", 1.0);
    }
    assertThat(chunk.decoded(0).spans().get(1).tag("db.operation")).isEqualTo("select");
    assertThat(chunk.decoded(0).spans().get(1).metric("rows")).isEqualTo(3.0);
  }

  @Test
  void aSpanThatDiffersFromItsBlueprintIsWrittenAsItIs() throws Exception {
    Span root = chunk.tracer.start("root");
    chunk.tracer.start(QUERY, root).finish();
    Span span = chunk.tracer.start(QUERY, root);
    span.setService("Shop", "m");
    span.setOperation("other.query");
    span.setType(null);
    span.setTag("component", "driver");
    span.setTag("db.user", (String) null);
    span.setTag("team", 5);
    span.setTag("env", "test");
    span.finish();
    Span late = chunk.tracer.start(QUERY, root);
    late.setTag("env", "test");
    late.finish();
    root.finish();

    DecodedSpan other = chunk.decoded(0).spans().get(2);
    assertThat(other.service()).isEqualTo("Shop");
    assertThat(other.name()).isEqualTo("other.query");
    assertThat(other.type()).isEmpty();
    assertThat(other.meta())
        .containsEntry("component", "driver")
        .containsEntry("_dd.integration", "driver")
        .containsEntry("_dd.svc_src", "m")
        .containsEntry("version", "1.2.3")
        .containsEntry("env", "test")
        .doesNotContainKeys("db.user", "_dd.base_service");
    assertThat(other.metric("team")).isEqualTo(5.0);
    assertThat(chunk.decoded(0).spans().get(1).meta())
        .containsEntry("env", "test")
        .containsEntry("component", "jdbc")
        .containsEntry("team", "of the database");
  }

  @Test
  void aBlueprintWorksUnderManyServicesAndEncoders() throws Exception {
    Blueprint step = Blueprint.named("step").tag("component", "x").build();
    Chunk other = new Chunk();
    for (Chunk each : new Chunk[] {chunk, other, chunk}) {
      Span root = each.tracer.start("root");
      for (int i = 0; i < 300; i++) {
        root.setService("service" + i % 3, "m");
        each.tracer.start(step, root).finish();
      }
      root.finish();
    }

    for (Chunk each : new Chunk[] {chunk, other}) {
      for (DecodedSpan span : each.decoded(0).spans().subList(1, 301)) {
        assertThat(span.name()).isEqualTo("step");
        assertThat(span.tag("component")).isEqualTo("x");
      }
      assertThat(each.decoded(0).spans().subList(1, 301).stream().map(DecodedSpan::service))
          .startsWith("service2", "service1", "service0", "service2");
    }
  }

  @Test
  void longDurationsAreWhole() throws Exception {
    Span root = chunk.tracer.start("root");
    root.finishAt(root.start() + 5_000_000_000L);
    chunk.tracer.start("root").finishAt(0);

    assertThat(chunk.decoded(0).spans().get(0).duration()).isEqualTo(5_000_000_000L);
    assertThat(chunk.decoded(0).spans().get(0).metrics()).containsKey("thread.id");
    assertThat(chunk.decoded(1).spans().get(0).duration()).isEqualTo(1);
  }

  @Test
  void queriesInALoopDifferInTheirNumbersAlone() throws Exception {
    Blueprint query =
        Blueprint.named("h2.query")
            .type("sql")
            .measured()
            .service("h2", "java-jdbc-statement")
            .tag("component", "java-jdbc-statement")
            .build();
    Span root = chunk.tracer.start("root");
    Span inner = chunk.tracer.start("inner", root);
    List<Span> queries = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Span span = chunk.tracer.start(query, i == 7 ? inner : root);
      span.setResource("select ?", ResourceRank.DEFAULT);
      span.setError(i == 4, ErrorRank.DEFAULT);
      if (i == 9) {
        span.setTag("db.operation.batch.size", 3);
      }
      span.finishAt(span.start() + (i == 5 ? 10_000_000_000L : 1000 + i));
      queries.add(0, span);
    }
    inner.finish();
    root.finish();

    List<DecodedSpan> written = chunk.decoded(0).spans();
    DecodedSpan model = written.get(2);
    for (int i = 0; i < queries.size(); i++) {
      Span span = queries.get(i);
      DecodedSpan decoded = written.get(i + 2);
      assertThat(decoded.spanId()).isEqualTo(span.spanId());
      assertThat(decoded.parentId()).isEqualTo(span.parentId());
      assertThat(decoded.traceId()).isEqualTo(root.trace().idLow());
      assertThat(decoded.start()).isEqualTo(span.start());
      assertThat(decoded.duration()).isEqualTo(span.duration());
      assertThat(decoded.error()).isEqualTo(span.isError() ? 1 : 0);
      assertThat(decoded.resource()).isEqualTo("select ?");
      assertThat(decoded.service()).isEqualTo("h2");
      assertThat(decoded.meta()).isEqualTo(model.meta());
      assertThat(decoded.metric("_dd.measured")).isEqualTo(1.0);
      assertThat(decoded.metric("_sampling_priority_v1")).isEqualTo(1.0);
      assertThat(decoded.metric("db.operation.batch.size")).isEqualTo(i == 2 ? 3.0 : null);
    }
  }
}
