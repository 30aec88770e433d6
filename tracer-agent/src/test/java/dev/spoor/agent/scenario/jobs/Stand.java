package dev.spoor.agent.scenario.jobs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What all jobs need: requests that ask for them, work to do, and somebody who waits for them. */
final class Stand {
  private static final Map<String, Action> ACTIONS = new ConcurrentHashMap<>();
  private static final BlockingQueue<String> ENDED = new LinkedBlockingQueue<>();
  private static HttpServer server;

  private Stand() {}

  interface Action {
    void run() throws Exception;
  }

  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Action action = ACTIONS.get(exchange.getRequestURI().getPath());
          int status = 204;
          try {
            if (action != null) {
              action.run();
            }
          } catch (Exception e) {
            e.printStackTrace();
            status = 500;
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  static void close() {
    server.stop(0);
  }

  /** Runs the action within a traced request. */
  static void during(String path, Action action) throws IOException {
    ACTIONS.put(path, action);
    ask(path);
  }

  /** What a job does: a call that can be seen in its trace. */
  static void work(String job) {
    try {
      ask("/work");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      ENDED.add(job);
    }
  }

  static void fail(String job) {
    ENDED.add(job);
    throw new IllegalStateException("no " + job);
  }

  static void await(int jobs) throws InterruptedException {
    for (int i = 0; i < jobs; i++) {
      if (ENDED.poll(100, TimeUnit.SECONDS) == null) {
        throw new IllegalStateException("only " + i + " of " + jobs + " jobs have run");
      }
    }
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }

  private static void ask(String path) throws IOException {
    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path)
        .toURL()
        .openStream()
        .close();
  }
}
