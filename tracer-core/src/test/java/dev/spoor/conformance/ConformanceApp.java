package dev.spoor.conformance;

import com.sun.net.httpserver.HttpServer;
import dev.spoor.Spoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets an outside suite start and finish spans, inject, extract and flush over HTTP, on the library
 * without the agent. Started by {@code conformance-app.sh}.
 *
 * <p>Settings come from the environment, as for every application. The port opens after tracing has
 * started, and all calls are answered by one thread, so that what is current on it is no accident.
 * Nothing traces this server: the library weaves nothing.
 */
public final class ConformanceApp implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService worker;

  private ConformanceApp(HttpServer server) {
    this.server = server;
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "conformance");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts tracing, then serves until the process is killed. */
  public static void main(String[] args) throws IOException {
    // Answers of a few bytes on kept connections would wait for delayed acknowledgements.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Spoor.start();
    String port = System.getenv("APM_TEST_CLIENT_SERVER_PORT");
    serve(port == null ? 0 : Integer.parseInt(port), true);
  }

  /**
   * Opens the port; tracing has been started, or is off.
   *
   * @param port 0 for any free one
   * @param everywhere whether to listen on all addresses, as an app in a container has to
   */
  static ConformanceApp serve(int port, boolean everywhere) throws IOException {
    InetSocketAddress address =
        everywhere ? new InetSocketAddress(port) : new InetSocketAddress("127.0.0.1", port);
    Router router = new Router();
    SpanTable spans = new SpanTable();
    new DatadogEndpoints(spans).addTo(router);
    new OtelEndpoints(spans).addTo(router);
    new ConfigEndpoints().addTo(router);
    new FlushEndpoints().addTo(router);
    ConformanceApp app = new ConformanceApp(HttpServer.create(address, 0));
    app.server.createContext("/", router);
    app.server.setExecutor(app.worker);
    app.server.start();
    return app;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    worker.shutdownNow();
  }
}
