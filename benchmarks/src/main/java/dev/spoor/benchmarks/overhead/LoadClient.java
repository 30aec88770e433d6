package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends bursts of requests over a fixed number of connections with a thread each: as fast as they
 * are answered, or at a given rate. The connections stay open between bursts, one set per
 * application.
 */
final class LoadClient implements AutoCloseable {
  /** How long a burst took, and each of its requests, ascending, all in nanoseconds. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Timing(long wallNanos, long[] latencies) {
    double millisAt(double quantile) {
      int index = (int) Math.min(latencies.length - 1, Math.floor(quantile * latencies.length));
      return latencies[index] / 1e6;
    }
  }

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;
  private final long intervalNanos;

  /**
   * @param perSecond requests per second over all connections; 0 for as many as are answered. With
   *     a rate, a request's time begins when it was due, so that a stall counts for all it delayed.
   */
  LoadClient(int port, int clients, int perSecond) throws IOException {
    intervalNanos = perSecond == 0 ? 0 : clients * 1_000_000_000L / perSecond;
    for (int i = 0; i < clients; i++) {
      connections.add(new Connection(port));
    }
    threads =
        Executors.newFixedThreadPool(
            clients,
            task -> {
              Thread thread = new Thread(task, "load");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns when all is answered; any answer but 200 is a failure of the whole run.
   *
   * @param paced whether the rate counts; else as fast as it is answered
   */
  Timing burst(String path, int requests, boolean paced) throws IOException, InterruptedException {
    long interval = paced ? intervalNanos : 0;
    byte[] request = Connection.request(path);
    int share = requests / connections.size();
    long[] latencies = new long[share * connections.size()];
    List<Future<?>> parts = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      int from = i * share;
      parts.add(
          threads.submit(
              () -> {
                send(connection, request, latencies, from, share, interval);
                return null;
              }));
    }
    for (Future<?> part : parts) {
      join(part);
    }
    long wall = System.nanoTime() - start;
    Arrays.sort(latencies);
    return new Timing(wall, latencies);
  }

  private static void send(
      Connection connection, byte[] request, long[] latencies, int from, int count, long interval)
      throws IOException {
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; i < count; i++) {
      if (interval > 0) {
        before = start + i * interval;
        awaitDue(before);
      }
      int status = connection.send(request);
      if (status != 200) {
        throw new IOException("answer " + status + ": " + connection.body());
      }
      long now = System.nanoTime();
      latencies[from + i] = now - before;
      before = now;
    }
  }

  private static void awaitDue(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }

  private static void join(Future<?> part) throws IOException, InterruptedException {
    try {
      part.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
