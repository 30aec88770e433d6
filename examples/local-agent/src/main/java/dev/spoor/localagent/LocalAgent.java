package dev.spoor.localagent;

import com.sun.net.httpserver.HttpServer;
import dev.spoor.localagent.receiver.Info;
import dev.spoor.localagent.receiver.Receiver;
import dev.spoor.localagent.status.Rates;
import dev.spoor.localagent.status.StatusPage;
import dev.spoor.localagent.status.Traffic;
import dev.spoor.localagent.store.TraceStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for a Datadog Agent where there is none: takes what tracers send, keeps the last
 * traces, and shows them as text and JSON. Nothing leaves the machine.
 *
 * <p>Not an Agent: no sampling, no obfuscation, no metrics, no forwarding, and what is kept is gone
 * when it stops.
 */
public final class LocalAgent implements AutoCloseable {
  /** As a real Agent; less if the heap is small, because a body grows when it is decoded. */
  private static final int MAX_BODY =
      (int) Math.min(26_214_400, Runtime.getRuntime().maxMemory() / 32);

  private static final int THREADS = 64;

  private final HttpServer server;
  private final ExecutorService threads;
  private final TraceStore store;

  private LocalAgent(HttpServer server, ExecutorService threads, TraceStore store) {
    this.server = server;
    this.threads = threads;
    this.store = store;
  }

  /** Runs until the process is ended; exits with 1 if it cannot listen. */
  public static void main(String[] arguments) {
    Settings settings = Settings.from(System.getenv(), System.err);
    String address = settings.host() + ":" + settings.port();
    try {
      LocalAgent agent = start(settings, System.err);
      String url = "http://" + settings.host() + ":" + agent.port();
      System.out.println("local-agent: listening on " + url + " (see " + url + "/traces)");
    } catch (BindException e) {
      System.err.println(
          "local-agent: cannot listen on "
              + address
              + " ("
              + e.getMessage()
              + "); is another Agent"
              + " running? Set DD_APM_RECEIVER_PORT to use another port.");
      System.exit(1);
    } catch (IOException | RuntimeException e) {
      System.err.println("local-agent: cannot listen on " + address + ": " + e);
      System.exit(1);
    }
  }

  /**
   * Starts listening.
   *
   * @param log told of failures, one line each
   * @throws BindException if the port is taken or the host is not one of this machine's
   */
  public static LocalAgent start(Settings settings, PrintStream log) throws IOException {
    limitSlowClients();
    InetAddress host = InetAddress.getByName(settings.host());
    HttpServer server = HttpServer.create(new InetSocketAddress(host, settings.port()), 0);
    int port = server.getAddress().getPort();
    long begin = System.nanoTime();
    TraceStore store = new TraceStore(settings.maxTraces(), settings.maxBytes());
    Traffic traffic = new Traffic(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    Rates rates = new Rates();
    StatusPage status =
        new StatusPage(
            traffic,
            rates,
            hostname(),
            settings.host() + ":" + port,
            () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
    HttpFront front =
        new HttpFront(
            MAX_BODY,
            new Info(port, MAX_BODY),
            new Receiver(store, traffic, rates),
            new Pages(store, status, host.isLoopbackAddress()),
            log);
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext("/", front::handle);
    server.start();
    return new LocalAgent(server, threads, store);
  }

  /** Must happen before the JDK's server is first used: it reads these once. */
  private static void limitSlowClients() {
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxReqTime", "10");
    setDefault("sun.net.httpserver.maxRspTime", "30");
    setDefault("sun.net.httpserver.maxReqHeaders", "100");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** More requests than threads wait for one; slow clients lose theirs after a while. */
  private static ExecutorService threads() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "local-agent");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Without asking the network, which may take seconds. */
  private static String hostname() {
    String name = System.getenv("HOSTNAME");
    if (name == null) {
      name = System.getenv("COMPUTERNAME");
    }
    return name == null || name.isBlank() ? "localhost" : name.toLowerCase(Locale.ROOT);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What is kept. */
  public TraceStore store() {
    return store;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
