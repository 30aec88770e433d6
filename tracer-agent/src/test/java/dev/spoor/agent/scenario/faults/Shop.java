package dev.spoor.agent.scenario.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * An application that does what it is told on standard input, and tells how far it came.
 *
 * <p>A request is {@value #STATEMENTS} statements on a database in memory; without a server around
 * it each of them is a trace of its own, which is the worst case for whoever has to bring them
 * away.
 *
 * <ul>
 *   <li>{@code serve <threads> <requests> <label>}: answers {@code served <requests> failed <n>};
 *       the label is in each statement
 *   <li>{@code burst <threads> <milliseconds>}: as many as it can in that time, same answer
 *   <li>{@code threads}: answers {@code threads} and the names of the threads of a tracer
 *   <li>{@code end}: returns from main
 * </ul>
 */
public final class Shop {
  /** Statements of one request. */
  public static final int STATEMENTS = 20;

  private static final String URL = "jdbc:h2:mem:shop";

  private final AtomicLong served = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private Shop() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection keepsDatabase = DriverManager.getConnection(URL)) {
      System.out.println(keepsDatabase.isClosed() ? "closed" : "ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
        System.out.println(new Shop().obey(line.split(" ")));
      }
    }
  }

  private String obey(String[] words) throws InterruptedException {
    switch (words[0]) {
      case "serve" -> {
        AtomicLong left = new AtomicLong(Long.parseLong(words[2]));
        work(Integer.parseInt(words[1]), words[3], () -> left.getAndDecrement() > 0);
      }
      case "burst" -> {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[2]));
        work(Integer.parseInt(words[1]), "burst", () -> System.nanoTime() < end);
      }
      case "threads" -> {
        return tracerThreads();
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "served " + served + " failed " + failed;
  }

  private void work(int threads, String label, BooleanSupplier more) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(() -> requests(label, more));
    }
    pool.shutdown();
    if (!pool.awaitTermination(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the requests do not end");
    }
  }

  private void requests(String label, BooleanSupplier more) {
    while (more.getAsBoolean()) {
      try (Connection connection = DriverManager.getConnection(URL);
          Statement statement = connection.createStatement()) {
        for (int i = 0; i < STATEMENTS; i++) {
          ask(statement, "SELECT " + i + " AS " + label);
        }
        served.incrementAndGet();
      } catch (SQLException | RuntimeException | Error e) {
        failed.incrementAndGet();
        e.printStackTrace();
      }
    }
  }

  private static void ask(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new IllegalStateException("no row");
      }
    }
  }

  private static String tracerThreads() {
    StringBuilder names = new StringBuilder("threads");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("spoor")) {
        names.append(' ').append(thread.getName());
      }
    }
    return names.toString();
  }
}
