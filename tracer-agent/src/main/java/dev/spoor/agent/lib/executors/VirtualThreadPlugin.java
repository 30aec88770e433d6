package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Carry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, however they are made: {@code startVirtualThread}, the builder, its factory, the
 * executor that makes one per task, structured scopes.
 *
 * <p>All of these pass through one method of the JDK, which gets the task as its last argument. The
 * task is wrapped there. {@code java.lang.VirtualThread} itself is never woven: it runs on its
 * carrier's stack in states in which ordinary code must not run, and weaving it has stopped other
 * agents' virtual threads from running at all under an AOT cache.
 */
public final class VirtualThreadPlugin implements Plugin {
  @Override
  public String name() {
    return "virtual-thread";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("java.lang.ThreadBuilders")
            .method("newVirtualThread")
            .arguments(4)
            .replaceArgument(3, "Task"));
  }

  static final class Task {
    private Task() {}

    static @Nullable Runnable replace(
        @Nullable Object scheduler, @Nullable Object name, int characteristics, Runnable task) {
      return Carry.runnable(task);
    }
  }
}
