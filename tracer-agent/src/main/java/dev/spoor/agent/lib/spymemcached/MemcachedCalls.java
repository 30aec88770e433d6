package dev.spoor.agent.lib.spymemcached;

import dev.spoor.agent.plugin.SideTable;
import dev.spoor.kind.CacheSpans;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.internal.GetFuture;
import net.spy.memcached.internal.OperationFuture;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Which span belongs to which future, and how it ends.
 *
 * <p>A future that somebody waits for ends its span on that thread, when the waiting is over: so
 * the span of an ordinary {@code get} is there before the request's line counts it, and a timeout
 * ends it, too. Any other future ends it on the client's thread. Whoever comes first counts.
 *
 * <p>Futures are looked into by handles on their fields, because every public way to ask them waits
 * or changes the client's count of timeouts.
 */
final class MemcachedCalls {
  private static final CacheSpans SPANS = new CacheSpans("memcached", "java-spymemcached");
  private static final SideTable<Object, Call> CALLS = new SideTable<>();
  private static final @Nullable MethodHandle OPERATION =
      field(OperationFuture.class, "op", Operation.class);
  private static final @Nullable MethodHandle VALUE =
      field(OperationFuture.class, "objRef", AtomicReference.class);
  private static final @Nullable MethodHandle INNER =
      field(GetFuture.class, "rv", OperationFuture.class);

  private MemcachedCalls() {}

  /** An operation under way. Must not refer to its future, which is its key. */
  private static final class Call {
    final Span span;
    final AtomicBoolean ended = new AtomicBoolean();
    volatile boolean awaited;

    Call(Span span) {
      this.span = span;
    }
  }

  private record Waiting(Object future, Call call) {}

  static @Nullable Object start(String operation) {
    return SPANS.startDetached(operation);
  }

  static void finish(Object span, @Nullable Throwable thrown) {
    SPANS.finish((Span) span, null, thrown);
  }

  /** The operation is in the client's queue, or was refused. */
  static void sent(Object span, @Nullable Object future, @Nullable Throwable thrown) {
    if (thrown != null || future == null) {
      finish(span, thrown);
      return;
    }
    CALLS.put(future, new Call((Span) span));
    // The answer may have come before the table knew the future.
    if (((Future<?>) future).isDone()) {
      answered(future);
    }
  }

  static void answered(Object future) {
    Call call = CALLS.get(future);
    if (call != null && !call.awaited) {
      end(future, call, null);
    }
  }

  static @Nullable Object await(Object future) {
    Call call = CALLS.get(future);
    if (call == null) {
      return null;
    }
    call.awaited = true;
    return new Waiting(future, call);
  }

  static void awaited(Object state, @Nullable Throwable thrown) {
    Waiting waiting = (Waiting) state;
    end(waiting.future, waiting.call, thrown);
  }

  private static void end(Object future, Call call, @Nullable Throwable thrown) {
    if (!call.ended.compareAndSet(false, true)) {
      return;
    }
    CALLS.remove(future);
    Object inner = future instanceof GetFuture ? read(INNER, future) : future;
    Object operation = inner instanceof OperationFuture ? read(OPERATION, inner) : null;
    Throwable error = thrown;
    InetSocketAddress server = null;
    boolean cancelled = isCancellation(thrown);
    if (operation instanceof Operation op) {
      MemcachedNode node = op.getHandlingNode();
      server = node != null && node.getSocketAddress() instanceof InetSocketAddress at ? at : null;
      cancelled |= op.isCancelled();
      error = error == null && op.hasErrored() ? op.getException() : error;
    } else if (future instanceof Future<?> bulk) {
      cancelled |= bulk.isCancelled();
    }
    if (cancelled) {
      call.span.setTag("db.command.cancelled", "true");
      error = null;
    } else if (error == null && future instanceof GetFuture && inner != null) {
      boolean hit = read(VALUE, inner) instanceof AtomicReference<?> ref && ref.get() != null;
      call.span.setTag("memcached.result", hit ? "hit" : "miss");
    }
    SPANS.finish(call.span, server, error);
  }

  private static boolean isCancellation(@Nullable Throwable thrown) {
    return thrown instanceof CancellationException
        || (thrown != null && thrown.getCause() instanceof CancellationException);
  }

  private static @Nullable Object read(@Nullable MethodHandle field, Object owner) {
    if (field == null) {
      return null;
    }
    try {
      return (Object) field.invokeExact(owner);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) {
        throw error;
      }
      return null;
    }
  }

  private static @Nullable MethodHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findGetter(owner, name, type)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
