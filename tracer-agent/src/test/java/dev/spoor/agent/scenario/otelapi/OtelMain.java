package dev.spoor.agent.scenario.otelapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application that makes spans of its own by the OpenTelemetry API, of whatever version, between
 * those of the agent. Uses nothing that came after API 1.10.
 */
@SuppressWarnings("try") // scopes are closed and not otherwise used
public final class OtelMain {
  private static final ContextKey<String> KEY = ContextKey.named("key");
  private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

  private OtelMain() {}

  private static Tracer tracer() {
    return GlobalOpenTelemetry.getTracer("application", "1.0");
  }

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", OtelMain::handle);
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/order");

    Span caller = tracer().spanBuilder("caller").setSpanKind(SpanKind.PRODUCER).startSpan();
    try (Scope scope =
        caller
            .storeInContext(Context.root())
            .with(Baggage.builder().put("customer", "7").build())
            .makeCurrent()) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println("answer " + answer.statusCode() + " " + answer.body());
    } finally {
      caller.end();
    }
    Annotated.run();
    propagate();
    System.out.println("after " + Span.current().getSpanContext().isValid());
    server.stop(0);
    POOL.shutdown();
    System.out.println("done");
  }

  private static void handle(HttpExchange exchange) throws IOException {
    Span.current().setAttribute("seen.by", "the application");
    Span order = tracer().spanBuilder("order").startSpan();
    try (Scope scope = Context.current().with(order).with(KEY, "value").makeCurrent()) {
      query("select 1 as in_order");
      String seen =
          POOL.submit(
                  () -> {
                    Span hop = tracer().spanBuilder("hop").startSpan();
                    try (Scope inner = hop.makeCurrent()) {
                      query("select 1 as in_hop");
                    }
                    hop.end();
                    return Context.current().get(KEY);
                  })
              .get();
      byte[] body = (seen + " " + Baggage.current().getEntryValue("customer")).getBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (Exception e) {
      order.recordException(e);
      order.setStatus(StatusCode.ERROR);
      throw new IOException(e);
    } finally {
      order.setAttribute(AttributeKey.stringArrayKey("lines"), Arrays.asList("a", "b"));
      order.end();
      exchange.close();
    }
  }

  /** Headers out and in again, by the API's own propagator. */
  private static void propagate() {
    Span sender = tracer().spanBuilder("sender").startSpan();
    Map<String, String> headers = new HashMap<>();
    GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .inject(sender.storeInContext(Context.root()), headers, Map::put);
    sender.end();
    Context extracted =
        GlobalOpenTelemetry.getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), headers, new Getter());
    tracer().spanBuilder("receiver").setParent(extracted).startSpan().end();
  }

  static void query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:shop", "sa", "")) {
      connection.createStatement().execute(sql);
    }
  }
}
