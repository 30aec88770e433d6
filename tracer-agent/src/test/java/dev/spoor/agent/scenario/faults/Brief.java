package dev.spoor.agent.scenario.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A program that makes one span and ends, in the way that its argument names. */
public final class Brief {
  private Brief() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "return" -> ask();
      case "exit" -> {
        ask();
        System.exit(3);
      }
      case "throw" -> {
        ask();
        throw new IllegalStateException("uncaught");
      }
      case "daemon" -> {
        CountDownLatch asked = new CountDownLatch(1);
        Thread worker =
            new Thread(
                () -> {
                  ask();
                  asked.countDown();
                  waitForEver();
                });
        worker.setDaemon(true);
        worker.start();
        asked.await();
      }
      case "wait" -> {
        ask();
        System.out.println("waiting");
        waitForEver();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void ask() {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:brief");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
