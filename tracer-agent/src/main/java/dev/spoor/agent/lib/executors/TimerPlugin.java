package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.TaskContexts;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a {@code java.util.Timer} runs once. Repeated ones belong to nobody's request, and
 * neither does the timer's thread (see {@link ThreadPlugin}).
 */
public final class TimerPlugin implements Plugin {
  @Override
  public String name() {
    return "java_timer";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("java.util.Timer")
            .method("sched", "java.util.TimerTask", "long", "long")
            .advice("Schedule"),
        Target.type("java.util.TimerTask").method("cancel").arguments(0).advice("Cancel"),
        Target.type("java.util.TimerThread")
            .method("mainLoop")
            .replaceCalls("java.util.TimerTask", "run", "()V", "Run"));
  }

  static final class Schedule {
    private Schedule() {}

    static void enter(Object self, @Nullable Object task, long time, long period) {
      if (period == 0 && task != null) {
        TaskContexts.captureOnly(task);
      }
    }
  }

  static final class Cancel {
    private Cancel() {}

    static void enter(Object self) {
      TaskContexts.forget(self);
    }
  }

  static final class Run {
    private Run() {}

    static void call(TimerTask task) {
      TaskContexts.run(task);
    }
  }
}
