package dev.spoor.agent.lib.jedis;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Redis commands through Jedis 2 to 8: one span per command from sending to reply, one per pipeline
 * or transaction.
 *
 * <p>Since Jedis 4 a command is one call ({@code executeCommand}). Before, and still for some
 * commands, it is two: one that sends and one that reads. A command that is sent and not read next
 * belongs to a pipeline or a transaction, whose span is made when that is executed (a transaction:
 * or discarded), and which has none if there was nothing to execute; see {@link RedisCalls}.
 */
public final class JedisPlugin implements Plugin {
  private static final String PACKAGE = "redis.clients.jedis.";
  private static final String COMMAND = PACKAGE + "commands.ProtocolCommand";
  private static final String OLD_COMMAND = PACKAGE + "Protocol$Command";

  @Override
  public String name() {
    return "jedis";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "Connection")
            .method("executeCommand", PACKAGE + "CommandObject")
            .advice("ExecuteObject")
            .method("executeCommand", PACKAGE + "CommandArguments")
            .advice("ExecuteArguments")
            .method("sendCommand", COMMAND)
            .method("sendCommand", COMMAND, "java.lang.String[]")
            .method("sendCommand", COMMAND, "byte[][]")
            .method("sendCommand", COMMAND, PACKAGE + "args.Rawable")
            .advice("Send")
            .method("sendCommand", OLD_COMMAND)
            .method("sendCommand", OLD_COMMAND, "java.lang.String[]")
            .method("sendCommand", OLD_COMMAND, "byte[][]")
            .advice("SendOld")
            .method("readProtocolWithCheckingBroken")
            .advice("Read"),
        Target.type(PACKAGE + "Pipeline")
            .method("sync")
            .method("syncAndReturnAll")
            .advice("SyncPipeline"),
        Target.type(PACKAGE + "MultiNodePipelineBase").method("sync").advice("SyncNodes"),
        transaction("Transaction"),
        transaction("TransactionBase"),
        transaction("ReliableTransaction"));
  }

  private static Target transaction(String type) {
    return Target.type(PACKAGE + type)
        .method("exec")
        .method("execGetResponse")
        .advice("ExecTransaction")
        .method("discard")
        .arguments(0)
        .advice("DiscardTransaction");
  }

  /** Jedis 4 and newer: a command and its reply. */
  static final class ExecuteObject {
    private ExecuteObject() {}

    static @Nullable Object enter(Connection self, CommandObject<?> command) {
      return RedisCalls.start(RedisCalls.name(command.getArguments().getCommand()), self);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }

  /** The same with a reply that is not converted. */
  static final class ExecuteArguments {
    private ExecuteArguments() {}

    static @Nullable Object enter(Connection self, CommandArguments command) {
      return RedisCalls.start(RedisCalls.name(command.getCommand()), self);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }

  /** A command is sent, Jedis 3 and newer. */
  static final class Send {
    private Send() {}

    static @Nullable Object enter(Connection self, ProtocolCommand command) {
      return RedisCalls.send(self, RedisCalls.name(command));
    }

    static void exit(Object sent, @Nullable Throwable thrown) {
      RedisCalls.sent(sent, thrown);
    }
  }

  /** A command is sent, Jedis 2. */
  static final class SendOld {
    private SendOld() {}

    static @Nullable Object enter(Connection self, Enum<?> command) {
      return RedisCalls.send(self, command.name());
    }

    static void exit(Object sent, @Nullable Throwable thrown) {
      RedisCalls.sent(sent, thrown);
    }
  }

  /** A reply is read. */
  static final class Read {
    private Read() {}

    static @Nullable Object enter(Connection self) {
      return RedisCalls.awaited(self);
    }

    static void exit(Object sent, @Nullable Throwable thrown) {
      RedisCalls.read(sent, thrown);
    }
  }

  /** A pipeline's replies are read. */
  static final class SyncPipeline {
    private SyncPipeline() {}

    static @Nullable Object enter(Pipeline self) {
      return RedisCalls.isEmpty(self) ? null : RedisCalls.start("PIPELINE", null);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }

  /** The same for a pipeline to several servers. */
  static final class SyncNodes {
    private SyncNodes() {}

    static @Nullable Object enter() {
      return RedisCalls.start("PIPELINE", null);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }

  /** A transaction is executed. */
  static final class ExecTransaction {
    private ExecTransaction() {}

    static @Nullable Object enter() {
      return RedisCalls.start("MULTI", null);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }

  /** A transaction is given up. */
  static final class DiscardTransaction {
    private DiscardTransaction() {}

    static @Nullable Object enter() {
      return RedisCalls.start("DISCARD", null);
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      RedisCalls.end((Span) span, thrown);
    }
  }
}
