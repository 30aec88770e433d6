package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Carry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * {@code submit}, {@code invokeAll}, {@code invokeAny}, {@code schedule}: all of them make a {@link
 * FutureTask}, whose callable is private to it and dropped when it is done or cancelled.
 *
 * <p>The context is the one of the thread that makes the future. {@code FutureTask.done} runs
 * outside of it.
 */
public final class FutureTaskPlugin implements Plugin {
  @Override
  public String name() {
    return "runnable-future";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("java.util.concurrent.FutureTask")
            .constructor("java.util.concurrent.Callable")
            .replaceArgument(0, "Call")
            .constructor("java.lang.Runnable", "java.lang.Object")
            .replaceArgument(0, "Run"));
  }

  static final class Call {
    private Call() {}

    static @Nullable Callable<?> replace(@Nullable Callable<?> task) {
      return Carry.callable(task);
    }
  }

  static final class Run {
    private Run() {}

    /** A future around a future (as completion services make) has its context inside. */
    static @Nullable Runnable replace(@Nullable Runnable task) {
      return task instanceof FutureTask ? task : Carry.runnable(task);
    }
  }
}
