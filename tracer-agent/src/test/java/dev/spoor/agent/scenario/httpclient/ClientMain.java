package dev.spoor.agent.scenario.httpclient;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that answers each request by making one itself: {@code /<case>?<URL>}, the URL encoded.
 * The answer tells what came of it. It prints its port, and ends with its input.
 */
public final class ClientMain {
  private ClientMain() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService pool = Executors.newCachedThreadPool();
    server.setExecutor(pool);
    server.createContext("/", ClientMain::answer);
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // The test says nothing, it only hangs up.
    }
    server.stop(0);
    pool.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String result;
    try {
      result = call(exchange.getRequestURI());
    } catch (Exception e) {
      result = e.getClass().getName();
    }
    byte[] body = result.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String call(URI request) throws Exception {
    String name = request.getPath().substring(1);
    if (request.getRawQuery() == null) {
      return "hello";
    }
    String target = URLDecoder.decode(request.getRawQuery(), StandardCharsets.UTF_8);
    return name.startsWith("url")
        ? ConnectionCases.call(name, URI.create(target).toURL())
        : ClientCases.call(name, URI.create(target));
  }
}
