package dev.spoor.agent.lib.spymemcached;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memcached through spymemcached 2.10 to 2.12: one span per operation, from the call to the answer,
 * on whatever thread that comes; see {@link MemcachedCalls}.
 *
 * <p>Each operation passes one method of the client that makes its future, whether the application
 * waits for it or not. The answer is seen where a future is told of it, or where a thread that
 * waits for the future gets it or gives up. Increments that are not asynchronous have no future.
 */
public final class SpymemcachedPlugin implements Plugin {
  private static final String PACKAGE = "net.spy.memcached.";
  private static final String FUTURES = PACKAGE + "internal.";
  private static final String ITERATOR = "java.util.Iterator";

  @Override
  public String name() {
    return "spymemcached";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(PACKAGE + "MemcachedClient")
            .method("asyncStore")
            .arguments(5)
            .method("asyncCat")
            .arguments(5)
            .method("asyncMutate")
            .arguments(5)
            .advice("Named")
            .method("mutate")
            .arguments(5)
            .advice("Mutate")
            .method("asyncGet")
            .arguments(2)
            .advice("Get")
            .method("asyncGets")
            .arguments(2)
            .advice("Gets")
            .method("asyncGetBulk", ITERATOR, ITERATOR)
            .advice("GetBulk")
            .method("asyncCAS")
            .arguments(5)
            .advice("Cas")
            .method("delete", "java.lang.String", "long")
            .advice("Delete")
            .method("touch")
            .arguments(3)
            .advice("Touch")
            .method("asyncGetAndTouch")
            .arguments(3)
            .advice("GetAndTouch"),
        future("OperationFuture").method("get").arguments(2).advice("Await"),
        future("GetFuture").method("get").advice("Await"),
        future("BulkGetFuture").method("get").arguments(2).method("getSome").advice("Await"));
  }

  private static Target future(String type) {
    return Target.type(FUTURES + type).method("signalComplete").advice("Answered");
  }

  /** The first argument names the operation. */
  static final class Named {
    private Named() {}

    static @Nullable Object enter(Object self, Enum<?> operation) {
      return MemcachedCalls.start(operation.name());
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  /** An increment or decrement that is waited for inside the method. */
  static final class Mutate {
    private Mutate() {}

    static @Nullable Object enter(Object self, Enum<?> operation) {
      return MemcachedCalls.start(operation.name());
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      MemcachedCalls.finish(span, thrown);
    }
  }

  static final class Get {
    private Get() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("get");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class Gets {
    private Gets() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("gets");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class GetBulk {
    private GetBulk() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("getBulk");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class Cas {
    private Cas() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("cas");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class Delete {
    private Delete() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("delete");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class Touch {
    private Touch() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("touch");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  static final class GetAndTouch {
    private GetAndTouch() {}

    static @Nullable Object enter() {
      return MemcachedCalls.start("getAndTouch");
    }

    static void exit(Object span, @Nullable Object future, @Nullable Throwable thrown) {
      MemcachedCalls.sent(span, future, thrown);
    }
  }

  /** A thread waits for a future. */
  static final class Await {
    private Await() {}

    static @Nullable Object enter(Object self) {
      return MemcachedCalls.await(self);
    }

    static void exit(Object waiting, @Nullable Object returned, @Nullable Throwable thrown) {
      MemcachedCalls.awaited(waiting, thrown);
    }
  }

  /** The client tells a future that its answer is there, on its own thread. */
  static final class Answered {
    private Answered() {}

    static void enter(Object self) {
      MemcachedCalls.answered(self);
    }
  }
}
