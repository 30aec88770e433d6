package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Carry;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code CompletableFuture}: the function of a stage runs under the context that was current when
 * the stage was added, whoever completes the future and on whatever thread.
 *
 * <p>The future itself carries nothing, so one that several requests share mixes none of them. All
 * public methods of all JDKs from 17 on end in the few private ones that are woven here; each keeps
 * its function in a private object and drops it once the stage has run.
 */
public final class CompletableFuturePlugin implements Plugin {
  private static final String EXECUTOR = "java.util.concurrent.Executor";
  private static final String OTHER = "java.util.concurrent.CompletionStage";
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String SUPPLIER = "java.util.function.Supplier";
  private static final String FUNCTION = "java.util.function.Function";
  private static final String CONSUMER = "java.util.function.Consumer";
  private static final String BI_FUNCTION = "java.util.function.BiFunction";
  private static final String BI_CONSUMER = "java.util.function.BiConsumer";

  @Override
  public String name() {
    return "java_completablefuture";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        withTwoInputs(
            withOneInput(
                Target.type("java.util.concurrent.CompletableFuture")
                    .method("asyncSupplyStage", EXECUTOR, SUPPLIER)
                    .replaceArgument(1, "AsyncSupplier")
                    .method("asyncRunStage", EXECUTOR, RUNNABLE)
                    .replaceArgument(1, "AsyncRunnable")
                    .method("completeAsync", SUPPLIER, EXECUTOR)
                    .replaceArgument(0, "Completing"))));
  }

  private static Target withOneInput(Target target) {
    return target
        .method("uniApplyStage", EXECUTOR, FUNCTION)
        .method("uniExceptionallyStage", EXECUTOR, FUNCTION)
        .method("uniComposeExceptionallyStage", EXECUTOR, FUNCTION)
        .method("uniComposeStage", EXECUTOR, FUNCTION)
        .replaceArgument(1, "OneFunction")
        .method("uniAcceptStage", EXECUTOR, CONSUMER)
        .replaceArgument(1, "OneConsumer")
        .method("uniRunStage", EXECUTOR, RUNNABLE)
        .replaceArgument(1, "OneRunnable")
        .method("uniWhenCompleteStage", EXECUTOR, BI_CONSUMER)
        .replaceArgument(1, "OneBiConsumer")
        .method("uniHandleStage", EXECUTOR, BI_FUNCTION)
        .replaceArgument(1, "OneBiFunction");
  }

  private static Target withTwoInputs(Target target) {
    return target
        .method("biApplyStage", EXECUTOR, OTHER, BI_FUNCTION)
        .replaceArgument(2, "TwoBiFunction")
        .method("biAcceptStage", EXECUTOR, OTHER, BI_CONSUMER)
        .replaceArgument(2, "TwoBiConsumer")
        .method("biRunStage", EXECUTOR, OTHER, RUNNABLE)
        .method("orRunStage", EXECUTOR, OTHER, RUNNABLE)
        .replaceArgument(2, "TwoRunnable")
        .method("orApplyStage", EXECUTOR, OTHER, FUNCTION)
        .replaceArgument(2, "TwoFunction")
        .method("orAcceptStage", EXECUTOR, OTHER, CONSUMER)
        .replaceArgument(2, "TwoConsumer");
  }

  static final class AsyncSupplier {
    private AsyncSupplier() {}

    static @Nullable Supplier<?> replace(Object executor, @Nullable Supplier<?> task) {
      return Carry.supplier(task);
    }
  }

  static final class AsyncRunnable {
    private AsyncRunnable() {}

    static @Nullable Runnable replace(Object executor, @Nullable Runnable task) {
      return Carry.runnable(task);
    }
  }

  static final class Completing {
    private Completing() {}

    static @Nullable Supplier<?> replace(Object self, @Nullable Supplier<?> task) {
      return Carry.supplier(task);
    }
  }

  static final class OneFunction {
    private OneFunction() {}

    static @Nullable Function<?, ?> replace(
        Object self, Object executor, @Nullable Function<?, ?> task) {
      return Carry.function(task);
    }
  }

  static final class OneConsumer {
    private OneConsumer() {}

    static @Nullable Consumer<?> replace(Object self, Object executor, @Nullable Consumer<?> task) {
      return Carry.consumer(task);
    }
  }

  static final class OneRunnable {
    private OneRunnable() {}

    static @Nullable Runnable replace(Object self, Object executor, @Nullable Runnable task) {
      return Carry.runnable(task);
    }
  }

  static final class OneBiConsumer {
    private OneBiConsumer() {}

    static @Nullable BiConsumer<?, ?> replace(
        Object self, Object executor, @Nullable BiConsumer<?, ?> task) {
      return Carry.biConsumer(task);
    }
  }

  static final class OneBiFunction {
    private OneBiFunction() {}

    static @Nullable BiFunction<?, ?, ?> replace(
        Object self, Object executor, @Nullable BiFunction<?, ?, ?> task) {
      return Carry.biFunction(task);
    }
  }

  static final class TwoBiFunction {
    private TwoBiFunction() {}

    static @Nullable BiFunction<?, ?, ?> replace(
        Object self, Object executor, Object other, @Nullable BiFunction<?, ?, ?> task) {
      return Carry.biFunction(task);
    }
  }

  static final class TwoBiConsumer {
    private TwoBiConsumer() {}

    static @Nullable BiConsumer<?, ?> replace(
        Object self, Object executor, Object other, @Nullable BiConsumer<?, ?> task) {
      return Carry.biConsumer(task);
    }
  }

  static final class TwoRunnable {
    private TwoRunnable() {}

    static @Nullable Runnable replace(
        Object self, Object executor, Object other, @Nullable Runnable task) {
      return Carry.runnable(task);
    }
  }

  static final class TwoFunction {
    private TwoFunction() {}

    static @Nullable Function<?, ?> replace(
        Object self, Object executor, Object other, @Nullable Function<?, ?> task) {
      return Carry.function(task);
    }
  }

  static final class TwoConsumer {
    private TwoConsumer() {}

    static @Nullable Consumer<?> replace(
        Object self, Object executor, Object other, @Nullable Consumer<?> task) {
      return Carry.consumer(task);
    }
  }
}
