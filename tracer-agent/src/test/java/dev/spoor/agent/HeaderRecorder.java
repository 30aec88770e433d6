package dev.spoor.agent;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The other side of an HTTP client under test: keeps the headers of each request by its path.
 * {@code /ok...} answers "ok", {@code /status/<number>...} with that status, {@code
 * /redirect/<path>} sends on to the path, and {@code /hang...} answers when the recorder is closed.
 */
final class HeaderRecorder implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, List<Headers>> requests = new ConcurrentHashMap<>();

  private HeaderRecorder(HttpServer server) {
    this.server = server;
    server.setExecutor(pool);
    server.createContext("/", this::answer);
    server.start();
  }

  static HeaderRecorder plain() throws IOException {
    return new HeaderRecorder(HttpServer.create(anyPort(), 0));
  }

  /** One that speaks TLS, with a certificate of its own making. */
  static HeaderRecorder secure(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-dname",
                "CN=localhost",
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.txt").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("keytool.txt")));
    }
    KeyStore keys = KeyStore.getInstance(file.toFile(), "password".toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new HeaderRecorder(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The URL of a path. */
  String url(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + port() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The headers of all requests to that path, in order of arrival. */
  List<Headers> requestsTo(String path) {
    return requests.getOrDefault(path, List.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests
        .computeIfAbsent(path, each -> new CopyOnWriteArrayList<>())
        .add(exchange.getRequestHeaders());
    try (InputStream in = exchange.getRequestBody()) {
      in.readAllBytes();
    }
    int status = 200;
    if (path.startsWith("/status/")) {
      status = Integer.parseInt(path.split("/", -1)[2]);
    } else if (path.startsWith("/redirect/")) {
      status = 302;
      exchange.getResponseHeaders().add("Location", path.substring("/redirect".length()));
    } else if (path.startsWith("/hang")) {
      awaitClose();
    }
    byte[] body = "ok".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    pool.shutdownNow();
  }
}
