package dev.spoor.agent.lib.jedis;

import dev.spoor.agent.plugin.SideTable;
import dev.spoor.context.Context;
import dev.spoor.kind.CacheSpans;
import dev.spoor.trace.ExclusiveCall;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * What the advice of all Jedis versions does.
 *
 * <p>A command that is sent in one call and read in another leaves a {@link Sent} on the thread in
 * between. Its span begins when it is sent and is only made when the reply is read, so that a
 * command of a pipeline, which another command follows at once, makes none. Only names of commands
 * are looked at, never arguments.
 */
final class RedisCalls {
  private static final CacheSpans SPANS = new CacheSpans("redis", "redis-command");
  private static final SideTable<ProtocolCommand, String> NAMES = new SideTable<>();
  private static final @Nullable MethodHandle HOST = findHost();
  private static final @Nullable MethodHandle HAS_RESPONSES = findHasResponses();

  /** Opens a transaction; the span of that is the one of its execution. */
  private static final String MULTI = "MULTI";

  private RedisCalls() {}

  static @Nullable Span start(String command, @Nullable Connection connection) {
    return SPANS.start(command, connection == null ? null : host(connection));
  }

  static void end(Span span, @Nullable Throwable thrown) {
    SPANS.end(span, thrown);
    clearNote();
  }

  /** A command on its way: sent, or being sent, and not answered yet. */
  private static final class Sent {
    final String command;
    final int connection;
    final @Nullable Span parent;
    final long startNanos;
    boolean sending = true;

    Sent(String command, Connection connection, @Nullable Span parent, long startNanos) {
      this.command = command;
      this.connection = System.identityHashCode(connection);
      this.parent = parent;
      this.startNanos = startNanos;
    }
  }

  /** Null inside another command, and where one overload of the method calls another. */
  static @Nullable Object send(Connection connection, String command) {
    if (command.equals(MULTI)) {
      return null;
    }
    Span parent = Span.current();
    if (parent != null && parent.exclusive() == ExclusiveCall.CACHE) {
      return null;
    }
    if (Context.note() instanceof Sent other && other.sending) {
      return null;
    }
    Sent sent = new Sent(command, connection, parent, System.nanoTime());
    Context.setNote(sent);
    return sent;
  }

  static void sent(Object state, @Nullable Throwable thrown) {
    Sent sent = (Sent) state;
    sent.sending = false;
    if (thrown != null) {
      finish(sent, null, thrown);
    }
  }

  /** The command whose reply is about to be read from that connection, if it was the last sent. */
  static @Nullable Object awaited(Connection connection) {
    if (Context.note() instanceof Sent sent
        && sent.connection == System.identityHashCode(connection)
        && !Span.isWithin(ExclusiveCall.CACHE)) {
      return new Reading(sent, host(connection));
    }
    return null;
  }

  private record Reading(Sent sent, @Nullable String host) {}

  static void read(Object state, @Nullable Throwable thrown) {
    Reading reading = (Reading) state;
    finish(reading.sent, reading.host, thrown);
  }

  private static void finish(Sent sent, @Nullable String host, @Nullable Throwable thrown) {
    Context.setNote(null);
    SPANS.record(sent.command, host, sent.parent, sent.startNanos, thrown);
  }

  private static void clearNote() {
    if (Context.note() instanceof Sent) {
      Context.setNote(null);
    }
  }

  /** As it goes over the wire, such as {@code JSON.GET}; remembered, since commands are enums. */
  static String name(ProtocolCommand command) {
    String name = NAMES.get(command);
    if (name == null) {
      name = new String(command.getRaw(), StandardCharsets.US_ASCII);
      if (command instanceof Enum) {
        NAMES.put(command, name);
      }
    }
    return name;
  }

  /** Whether a pipeline has nothing to read; closing one syncs it again. */
  static boolean isEmpty(Pipeline pipeline) {
    MethodHandle handle = HAS_RESPONSES;
    if (handle == null) {
      return false;
    }
    try {
      return !(boolean) handle.invokeExact(pipeline);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
      return false;
    }
  }

  /** Of {@code Pipeline} since Jedis 4; before of its superclass, and not public. */
  private static @Nullable MethodHandle findHasResponses() {
    try {
      return MethodHandles.privateLookupIn(Pipeline.class, MethodHandles.lookup())
          .findVirtual(
              Pipeline.class, "hasPipelinedResponse", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable String host(Connection connection) {
    MethodHandle handle = HOST;
    if (handle == null) {
      return null;
    }
    try {
      return (String) handle.invokeExact(connection);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
      return null;
    }
  }

  /** {@code getHost()} until Jedis 3; {@code getHostAndPort()}, first not public, since Jedis 4. */
  private static @Nullable MethodHandle findHost() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(Connection.class, lookup);
      try {
        return inside.findVirtual(Connection.class, "getHost", MethodType.methodType(String.class));
      } catch (NoSuchMethodException e) {
        MethodHandle both =
            inside.findVirtual(
                Connection.class, "getHostAndPort", MethodType.methodType(HostAndPort.class));
        MethodHandle host =
            lookup.findVirtual(HostAndPort.class, "getHost", MethodType.methodType(String.class));
        return MethodHandles.filterReturnValue(both, host);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
