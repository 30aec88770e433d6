package dev.spoor.agent.lib.jdbc;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.agent.sql.Statements;
import dev.spoor.kind.SqlComments;
import java.util.List;

/**
 * SQL statements through JDBC: any driver, one span per logical call whatever pool is around the
 * driver.
 *
 * <p>Drivers and pools are found by what they implement. A statement does not tell its SQL, nor
 * where it goes; so both are noted when a connection makes it, and found again when it runs. The
 * outermost of nested calls notes and makes the span, see {@link Statements}.
 */
public final class JdbcPlugin implements Plugin {
  private static final String STRING = "java.lang.String";

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public List<Target> targets() {
    boolean comments = !SqlComments.areOff();
    return List.of(
        Target.subtypesOf("java.sql.Driver")
            .method("connect", STRING, "java.util.Properties")
            .advice("ConnectAdvice"),
        connections(comments),
        statements(comments));
  }

  /** Comments are woven in only if there are any: everybody else's statements stay smaller. */
  private static Target connections(boolean comments) {
    Target target =
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
            .advice("PrepareAdvice");
    if (comments) {
      target = target.replaceArgument(0, "PrepareCommentAdvice");
    }
    return target
        .method("createStatement")
        .arguments(0)
        .method("createStatement", "int", "int")
        .method("createStatement", "int", "int", "int")
        .advice("CreateAdvice");
  }

  private static Target statements(boolean comments) {
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
    target = target.advice("PlainAdvice");
    if (comments) {
      target = target.replaceArgument(0, "PlainCommentAdvice");
    }
    return target
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
        .incidental()
        .advice("CloseAdvice");
  }
}
