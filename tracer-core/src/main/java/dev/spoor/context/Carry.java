package dev.spoor.context;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a task take the caller's context along: whatever runs the result, on whatever thread, runs
 * it under the context that is current now.
 *
 * <p>Every method gives back its argument when there is nothing to take along: nothing is current,
 * the argument is null, or it carries a context already. The last rule makes the innermost
 * hand-over count, the one that is nearest to the code that wrote the task, and lets several layers
 * of instrumentation wrap without looking at each other.
 *
 * <p>The cost is one read of a thread-local, and 24 bytes where something is current.
 */
public final class Carry {
  private Carry() {}

  public static @Nullable Runnable runnable(@Nullable Runnable task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfRunnable(context, task);
  }

  public static <V> @Nullable Callable<V> callable(@Nullable Callable<V> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfCallable<>(context, task);
  }

  public static <V> @Nullable Supplier<V> supplier(@Nullable Supplier<V> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfSupplier<>(context, task);
  }

  public static <A, V> @Nullable Function<A, V> function(@Nullable Function<A, V> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfFunction<>(context, task);
  }

  public static <A, B, V> @Nullable BiFunction<A, B, V> biFunction(
      @Nullable BiFunction<A, B, V> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfBiFunction<>(context, task);
  }

  public static <A> @Nullable Consumer<A> consumer(@Nullable Consumer<A> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfConsumer<>(context, task);
  }

  public static <A, B> @Nullable BiConsumer<A, B> biConsumer(@Nullable BiConsumer<A, B> task) {
    Context context = Context.current();
    return context == null || task == null || task instanceof Carrier
        ? task
        : new Carrier.OfBiConsumer<>(context, task);
  }

  /** Whether the task was made by this class, so that it needs nobody else to bring a context. */
  public static boolean isCarrier(@Nullable Object task) {
    return task instanceof Carrier;
  }

  /** The task that was handed to {@link #runnable}; any other argument comes back as it is. */
  public static @Nullable Runnable original(@Nullable Runnable task) {
    return task instanceof Carrier.OfRunnable carrier ? carrier.task : task;
  }
}
