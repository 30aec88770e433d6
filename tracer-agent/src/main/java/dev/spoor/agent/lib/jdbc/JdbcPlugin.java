package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * SQL statements through JDBC: any driver, one span per logical call whatever pool is around the
 * driver.
 *
 * <p>Drivers and pools are found by what they implement. A statement does not tell its SQL, nor
 * where it goes; so both are noted when a connection makes it, and found again when it runs. The
 * outermost of nested calls notes and makes the span, see {@link StatementFacts}.
 */
public final class JdbcPlugin implements Plugin {
  private static final String STRING = "java.lang.String";

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.subtypesOf("java.sql.Driver")
            .method("connect", STRING, "java.util.Properties")
            .advice("ConnectAdvice"),
        Target.subtypesOf("java.sql.Connection")
            .method("prepareStatement", STRING)
            .method("prepareStatement", STRING, "int")
            .method("prepareStatement", STRING, "int[]")
            .method("prepareStatement", STRING, "java.lang.String[]")
            .method("prepareStatement", STRING, "int", "int")
            .method("prepareStatement", STRING, "int", "int", "int")
            .method("prepareCall", STRING)
            .method("prepareCall", STRING, "int", "int")
            .method("prepareCall", STRING, "int", "int", "int")
            .advice("PrepareAdvice")
            .method("createStatement")
            .arguments(0)
            .method("createStatement", "int", "int")
            .method("createStatement", "int", "int", "int")
            .advice("CreateAdvice"),
        statements());
  }

  private static Target statements() {
    Target target = Target.subtypesOf("java.sql.Statement");
    String[] runs = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"};
    for (String run : runs) {
      target = target.method(run).arguments(0);
    }
    target = target.advice("PreparedAdvice");
    for (String run : runs) {
      target =
          target
              .method(run, STRING)
              .method(run, STRING, "int")
              .method(run, STRING, "int[]")
              .method(run, STRING, "java.lang.String[]");
    }
    return target
        .advice("PlainAdvice")
        .method("executeBatch")
        .arguments(0)
        .method("executeLargeBatch")
        .arguments(0)
        .advice("BatchAdvice")
        .method("addBatch", STRING)
        .advice("AddBatchAdvice")
        .method("addBatch")
        .arguments(0)
        .advice("AddEntryAdvice")
        .method("clearBatch")
        .arguments(0)
        .advice("ClearBatchAdvice")
        .method("close")
        .arguments(0)
        .advice("CloseAdvice");
  }
}
