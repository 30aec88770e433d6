package dev.spoor.agent.scenario.logback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.h2.Driver;

/**
 * Runs code inside a real span: the database calls back into Java while its statement runs. The
 * span's resource is {@code CALL <NAME>()}, by which the test finds it.
 */
public final class TracedCall implements AutoCloseable {
  private static final ThreadLocal<Callable<?>> BODY = new ThreadLocal<>();

  private final Connection connection;

  public TracedCall() throws SQLException {
    connection = new Driver().connect("jdbc:h2:mem:", new Properties());
  }

  /** Runs the body in a span; upper-case letters and underscores only in the name. */
  public void run(String name, Callable<?> body) throws SQLException {
    String function = TracedCall.class.getName() + ".callBack";
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE ALIAS IF NOT EXISTS " + name + " FOR \"" + function + "\"");
      BODY.set(body);
      statement.execute("CALL " + name + "()");
    } finally {
      BODY.remove();
    }
  }

  /** Called by the database, on the thread that runs the statement. */
  public static int callBack() throws Exception {
    BODY.get().call();
    return 1;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
