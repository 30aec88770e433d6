package dev.spoor.context;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task with the context that was current when it was handed over: two references, and nothing
 * else.
 *
 * <p>Each kind of task makes the context current, runs the task, and puts back what the thread had
 * before, whether the task returns or throws. It asks for the thread's slot once, because that is
 * the only part that costs anything; a task begins and ends on one thread, so the slot stays right.
 *
 * <p>It speaks of itself as the task does, since texts such as {@code FutureTask[Wrapped task =
 * ...]} reach people's logs. Equality is identity: a wrapper equals nothing, its task included.
 * Immutable, and as reusable as the task.
 */
abstract class Carrier {
  final Context context;

  Carrier(Context context) {
    this.context = context;
  }

  /** What the application handed over. */
  abstract Object task();

  @Override
  public final String toString() {
    return task().toString();
  }

  static final class OfRunnable extends Carrier implements Runnable {
    final Runnable task;

    OfRunnable(Context context, Runnable task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public void run() {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        task.run();
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfCallable<V> extends Carrier implements Callable<V> {
    private final Callable<V> task;

    OfCallable(Context context, Callable<V> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public V call() throws Exception {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        return task.call();
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfSupplier<V> extends Carrier implements Supplier<V> {
    private final Supplier<V> task;

    OfSupplier(Context context, Supplier<V> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public V get() {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        return task.get();
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfFunction<A, V> extends Carrier implements Function<A, V> {
    private final Function<A, V> task;

    OfFunction(Context context, Function<A, V> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public V apply(A argument) {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        return task.apply(argument);
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfBiFunction<A, B, V> extends Carrier implements BiFunction<A, B, V> {
    private final BiFunction<A, B, V> task;

    OfBiFunction(Context context, BiFunction<A, B, V> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public V apply(A first, B second) {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        return task.apply(first, second);
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfConsumer<A> extends Carrier implements Consumer<A> {
    private final Consumer<A> task;

    OfConsumer(Context context, Consumer<A> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public void accept(A argument) {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        task.accept(argument);
      } finally {
        slot[0] = before;
      }
    }
  }

  static final class OfBiConsumer<A, B> extends Carrier implements BiConsumer<A, B> {
    private final BiConsumer<A, B> task;

    OfBiConsumer(Context context, BiConsumer<A, B> task) {
      super(context);
      this.task = task;
    }

    @Override
    Object task() {
      return task;
    }

    @Override
    public void accept(A first, B second) {
      @Nullable Object[] slot = Context.slot();
      Object before = slot[0];
      slot[0] = context;
      try {
        task.accept(first, second);
      } finally {
        slot[0] = before;
      }
    }
  }
}
