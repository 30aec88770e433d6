package dev.spoor.localagent;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.spoor.localagent.receiver.Info;
import dev.spoor.localagent.receiver.LogReceiver;
import dev.spoor.localagent.receiver.Receiver;
import dev.spoor.localagent.receiver.Reply;
import dev.spoor.localagent.receiver.Request;
import dev.spoor.wire.TraceDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Between the JDK's HTTP server and what answers: reads bodies within bounds, finds who is asked,
 * and writes the answer. Thread safe. Nothing that a client sends makes it throw, and what a client
 * fails to send ends with the server's own time limit.
 */
final class HttpFront {
  /** How much of a body that is too long is read and thrown away, so that the client hears why. */
  private static final long MAX_DRAIN = 100L * 1024 * 1024;

  /** The page's own files and nothing else: no script within a page, and nobody frames it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final int maxBody;
  private final Info info;
  private final Receiver receiver;
  private final LogReceiver logs;
  private final Pages pages;
  private final PrintStream log;

  HttpFront(
      int maxBody, Info info, Receiver receiver, LogReceiver logs, Pages pages, PrintStream log) {
    this.maxBody = maxBody;
    this.info = info;
    this.receiver = receiver;
    this.logs = logs;
    this.pages = pages;
    this.log = log;
  }

  void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = read(exchange.getRequestBody());
      Headers headers = exchange.getRequestHeaders();
      Request request =
          new Request(
              exchange.getRequestMethod(),
              path(exchange.getRequestURI()),
              query(exchange.getRequestURI()),
              headers::getFirst,
              body == null ? new byte[0] : body);
      send(exchange, body == null ? receiver.tooLarge(request) : safely(request));
    } catch (IOException clientIsGone) {
      // There is nobody left to be told.
    }
  }

  private Reply safely(Request request) {
    try {
      return route(request);
    } catch (RuntimeException e) {
      log.println("local-agent: failed to answer a request: " + e);
      return Reply.text(500, "internal error\n");
    }
  }

  private Reply route(Request request) {
    String path = request.path();
    if ("cross-site".equals(request.header("Sec-Fetch-Site"))) {
      return Reply.text(403, "cross-site requests are not answered\n");
    }
    if (TraceDecoder.knows(path)) {
      return receiver.traces(request);
    }
    if (path.equals("/v0.6/stats")) {
      return receiver.stats(request);
    }
    if (path.startsWith("/telemetry/proxy/")) {
      return Reply.text(202, "");
    }
    if (path.equals("/api/v2/logs")) {
      return logs.logs(request);
    }
    if (path.equals("/dogstatsd/v2/proxy")) {
      return logs.statsd(request);
    }
    if (path.equals("/info")) {
      return info.reply();
    }
    Reply page = pages.page(request);
    return page == null ? Reply.text(404, "404 page not found\n") : page;
  }

  /** The path as it was sent; a doubled slash at its start must not pass for a host. */
  private static String path(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getScheme() == null && uri.getRawAuthority() != null
        ? "//" + uri.getRawAuthority() + path
        : path;
  }

  private static String query(URI uri) {
    return uri.getRawQuery() == null ? "" : uri.getRawQuery();
  }

  /**
   * The body, null if it is too long; its array grows with what arrives, not with what is declared.
   */
  private byte @Nullable [] read(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (n > maxBody - body.size()) {
        drain(in, buffer);
        return null;
      }
      body.write(buffer, 0, n);
    }
    return body.toByteArray();
  }

  private static void drain(InputStream in, byte[] buffer) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    long drained = 0;
    for (int n = in.read(buffer); n >= 0 && drained < MAX_DRAIN; n = in.read(buffer)) {
      drained += n;
      if (System.nanoTime() - end > 0) {
        return;
      }
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (!path(exchange.getRequestURI()).equals("/info")) {
      headers.set("Datadog-Agent-Version", Info.AGENT_VERSION);
      headers.set("Datadog-Agent-State", info.state());
    }
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || reply.body().length == 0;
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }
}
