package dev.spoor.localagent;

import com.sun.net.httpserver.HttpServer;
import dev.spoor.localagent.logs.StandardInput;
import dev.spoor.localagent.receiver.LogIntake;
import dev.spoor.localagent.store.TraceStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for a Datadog Agent where there is none: takes what services send, traces, metrics and
 * log lines, keeps the last of it, and shows it on a page. Nothing leaves the machine.
 *
 * <p>Not an Agent: no sampling, no obfuscation, no forwarding, and what is kept is gone when it
 * stops.
 */
public final class LocalAgent implements AutoCloseable {
  private static final int THREADS = 64;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Feeds feeds;
  private final Stores stores;

  private LocalAgent(HttpServer server, ExecutorService threads, Feeds feeds, Stores stores) {
    this.server = server;
    this.threads = threads;
    this.feeds = feeds;
    this.stores = stores;
  }

  /**
   * Runs until the process is ended; exits with 1 if it cannot listen.
   *
   * @param arguments files with log lines to follow; {@code -} for the standard input
   */
  public static void main(String[] arguments) {
    List<String> files = List.of(arguments);
    if (files.stream().anyMatch(file -> file.startsWith("-") && file.length() > 1)) {
      System.err.println("usage: java -jar local-agent.jar [-] [FILE...]");
      System.err.println("  FILE  a file to which JSON log lines are appended; - reads a pipe");
      System.exit(2);
    }
    Settings settings =
        Settings.from(
            files.stream().filter(file -> !file.equals("-")).toList(), System.getenv(), System.err);
    String address = settings.host() + ":" + settings.port();
    try {
      LocalAgent agent = start(settings, System.err);
      // In a pipe the standard output belongs to the application.
      PrintStream out = files.contains("-") ? System.err : System.out;
      out.println(agent.greeting(settings.host()));
      if (files.contains("-")) {
        LogIntake intake = agent.feeds.intake();
        StandardInput.start(System.in, System.out, line -> intake.line("stdin", line));
      }
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

  private String greeting(String host) {
    int statsd = feeds.statsdPort();
    return "local-agent: listening on http://"
        + host
        + ":"
        + port()
        + (statsd == 0 ? "" : " and for DogStatsD on udp port " + statsd)
        + "; open it in a browser";
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
    Stores stores = Stores.of(settings.limits());
    LogIntake intake =
        new LogIntake(stores.traces(), stores.logs(), stores.routers(), stores.metrics());
    Feeds feeds = Feeds.start(settings, host, intake, log);
    int port = server.getAddress().getPort();
    HttpFront front =
        new Wiring(settings, stores, feeds).front(port, host.isLoopbackAddress(), log);
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext("/", front::handle);
    server.start();
    return new LocalAgent(server, threads, feeds, stores);
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

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where DogStatsD is listened for, 0 if it is not. */
  public int statsdPort() {
    return feeds.statsdPort();
  }

  /** The traces that are kept. */
  public TraceStore store() {
    return stores.traces();
  }

  @Override
  public void close() {
    feeds.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
