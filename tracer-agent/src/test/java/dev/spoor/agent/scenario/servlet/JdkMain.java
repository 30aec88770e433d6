package dev.spoor.agent.scenario.servlet;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.LogManager;

/** The JDK's own server, with the paths of the {@link Cases} that make sense for it. */
public final class JdkMain {
  private JdkMain() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(pool);
    server
        .createContext("/", JdkMain::handle)
        .getFilters()
        .add(
            Filter.beforeHandler(
                "passes on", exchange -> exchange.getResponseHeaders().set("X-Seen", "1")));
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    Console.obey(pool);
    server.stop(0);
    pool.shutdown();
  }

  private static void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/app/case/ok" -> {
        Database.ask();
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        answer(exchange, 200, "fine");
      }
      case "/app/case/form" ->
          answer(
              exchange,
              200,
              "hello "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                      .substring("name=".length()));
      case "/app/case/fail" -> answer(exchange, 500, "");
      case "/app/case/throw" -> throw new IllegalStateException("boom");
      case "/app/case/late" -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("begun".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        throw new IllegalStateException("too late");
      }
      case "/app/case/redirect" -> {
        exchange.getResponseHeaders().set("Location", "/app/case/ok?token=secret");
        answer(exchange, 302, "");
      }
      case "/app/case/closed" -> exchange.close();
      case "/app/case/async/complete" ->
          new Thread(
                  () -> {
                    try {
                      answer(exchange, 202, "later");
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .start();
      default -> answer(exchange, 404, "nothing");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
