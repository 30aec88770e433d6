package dev.spoor.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.wire.DecodedSpan;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operation names by kind and attributes, and what reserved attributes do. */
class OperationNamesTest extends TracedTest {

  /** Kind, attributes, operation. */
  private static final List<String[]> RULES =
      List.of(
          new String[] {"server", "http.request.method=GET", "http.server.request"},
          new String[] {"client", "http.request.method=GET", "http.client.request"},
          new String[] {"internal", "http.request.method=GET", "internal"},
          new String[] {"producer", "http.request.method=GET", "producer"},
          new String[] {"client", "http.request.method=GET db.system=redis", "http.client.request"},
          new String[] {"client", "db.system=PostgreSQL", "postgresql.query"},
          new String[] {"server", "db.system=redis", "server.request"},
          new String[] {"client", "db.system=redis network.protocol.name=tcp", "redis.query"},
          new String[] {
            "producer", "messaging.system=Kafka messaging.operation=Publish", "kafka.publish"
          },
          new String[] {
            "consumer", "messaging.system=kafka messaging.operation=receive", "kafka.receive"
          },
          new String[] {
            "client", "messaging.system=sqs messaging.operation=receive", "sqs.receive"
          },
          new String[] {
            "server", "messaging.system=sqs messaging.operation=receive", "sqs.receive"
          },
          new String[] {
            "internal", "messaging.system=kafka messaging.operation=receive", "internal"
          },
          new String[] {"consumer", "messaging.system=kafka", "consumer"},
          new String[] {"client", "rpc.system=aws-api rpc.service=S3", "aws.s3.request"},
          new String[] {"client", "rpc.system=aws-api", "aws.client.request"},
          new String[] {"server", "rpc.system=aws-api", "aws-api.server.request"},
          new String[] {"client", "rpc.system=grpc rpc.service=Cart", "grpc.client.request"},
          new String[] {"server", "rpc.system=GRPC", "grpc.server.request"},
          new String[] {"internal", "rpc.system=grpc", "internal"},
          new String[] {
            "client",
            "faas.invoked_provider=aws faas.invoked_name=My-Function",
            "aws.my-function.invoke"
          },
          new String[] {"client", "faas.invoked_provider=aws", "client.request"},
          new String[] {"server", "faas.trigger=datasource", "datasource.invoke"},
          new String[] {"client", "faas.trigger=datasource", "client.request"},
          new String[] {"internal", "graphql.operation.type=query", "graphql.server.request"},
          new String[] {"server", "graphql.operation.type=query", "graphql.server.request"},
          new String[] {"server", "network.protocol.name=Amqp", "amqp.server.request"},
          new String[] {"client", "network.protocol.name=amqp", "amqp.client.request"},
          new String[] {"internal", "network.protocol.name=amqp", "internal"},
          new String[] {"server", "", "server.request"},
          new String[] {"client", "", "client.request"},
          new String[] {"internal", "", "internal"},
          new String[] {"producer", "", "producer"},
          new String[] {"consumer", "", "consumer"});

  @Test
  void theOperationFollowsFromKindAndAttributes() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < RULES.size(); i++) {
      String[] rule = RULES.get(i);
      SpanBuilder builder =
          tracer
              .spanBuilder("rule " + i)
              .setSpanKind(SpanKind.valueOf(rule[0].toUpperCase(Locale.ROOT)));
      for (String attribute : rule[1].split(" ")) {
        if (!attribute.isEmpty()) {
          builder.setAttribute(attribute.split("=")[0], attribute.split("=")[1]);
        }
      }
      builder.startSpan().end();
      expected.add(rule[0] + " " + rule[1] + " -> " + rule[2]);
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < RULES.size(); i++) {
      String[] rule = RULES.get(i);
      found.add(rule[0] + " " + rule[1] + " -> " + sent("rule " + i).name());
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void attributesThatAreSetLateCount() {
    io.opentelemetry.api.trace.Span span =
        tracer.spanBuilder("late").setSpanKind(SpanKind.CLIENT).startSpan();
    span.setAttribute("db.system", "mysql");
    span.end();
    assertThat(sent("late").name()).isEqualTo("mysql.query");
  }

  @Test
  void reservedAttributesDescribeTheSpanAndAreNoTags() {
    tracer
        .spanBuilder("named otherwise")
        .setSpanKind(SpanKind.SERVER)
        .setAttribute("operation.name", "Cart.Checkout")
        .setAttribute("service.name", "cart")
        .setAttribute("resource.name", "POST /checkout")
        .setAttribute("span.type", "web")
        .setAttribute("analytics.event", true)
        .setAttribute("http.response.status_code", 201)
        .startSpan()
        .end();
    DecodedSpan sent = sent("POST /checkout");
    assertThat(sent.name()).isEqualTo("cart.checkout");
    assertThat(sent.service()).isEqualTo("cart");
    assertThat(sent.type()).isEqualTo("web");
    assertThat(sent.metric("_dd1.sr.eausr")).isEqualTo(1.0);
    assertThat(sent.meta())
        .containsEntry("http.status_code", "201")
        .containsEntry("_dd.svc_src", "m")
        .containsEntry("_dd.base_service", "shop")
        .doesNotContainKeys(
            "operation.name", "service.name", "resource.name", "span.type", "analytics.event");
    assertThat(sent.metrics()).doesNotContainKeys("http.response.status_code", "http.status_code");
  }

  @Test
  void anOperationThatWasSetIsKeptWhateverItIs() {
    tracer
        .spanBuilder("chosen")
        .setSpanKind(SpanKind.SERVER)
        .setAttribute("operation.name", "internal")
        .startSpan()
        .end();
    assertThat(sent("chosen").name()).isEqualTo("internal");
  }

  @Test
  void analyticsIsAFlagOrItsText() {
    Map<Object, Double> cases = Map.of("true", 1.0, "TRUE", 1.0, "false", 0.0);
    cases.forEach(
        (value, metric) -> {
          tracer
              .spanBuilder("analytics " + value)
              .setAttribute("analytics.event", (String) value)
              .startSpan()
              .end();
          DecodedSpan sent = sent("analytics " + value);
          assertThat(sent.metric("_dd1.sr.eausr")).isEqualTo(metric);
          assertThat(sent.tag("analytics.event")).isNull();
        });
    tracer.spanBuilder("off").setAttribute("analytics.event", false).startSpan().end();
    assertThat(sent("off").metric("_dd1.sr.eausr")).isEqualTo(0.0);
    tracer.spanBuilder("odd").setAttribute("analytics.event", "perhaps").startSpan().end();
    assertThat(sent("odd").metric("_dd1.sr.eausr")).isNull();
    assertThat(sent("odd").tag("analytics.event")).isEqualTo("perhaps");
  }

  @Test
  void tagsOfDatadogKeepTheirMeaning() {
    tracer
        .spanBuilder("kept")
        .setAttribute("manual.keep", true)
        .setAttribute("_dd.measured", 1)
        .setAttribute("error", true)
        .setAttribute("http.status_code", 404)
        .startSpan()
        .end();
    DecodedSpan sent = sent("kept");
    assertThat(sent.metric("_sampling_priority_v1")).isEqualTo(2.0);
    assertThat(sent.tag("_dd.p.dm")).isEqualTo("-4");
    assertThat(sent.metric("_dd.measured")).isEqualTo(1.0);
    assertThat(sent.error()).isEqualTo(1);
    assertThat(sent.tag("http.status_code")).isEqualTo("404");
    assertThat(sent.meta()).doesNotContainKeys("manual.keep", "error");
  }

  @Test
  void noLiteralOfAStatementIsSent() {
    tracer
        .spanBuilder("query")
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("db.system", "postgresql")
        .setAttribute("db.query.text", "select * from t where a = 'hunter2'")
        .setAttribute("db.statement", "select * from t where a = 'hunter2'")
        .startSpan()
        .end();
    DecodedSpan sent = sent("select * from t where a = ?");
    assertThat(sent.name()).isEqualTo("postgresql.query");
    assertThat(sent.tag("db.query.text")).isEqualTo("select * from t where a = ?");
    assertThat(sent.tag("db.statement")).isNull();
    assertThat(sent.toString()).doesNotContain("hunter2");
  }
}
