package dev.spoor.agent.lib.sample;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/** One advice of each kind, for the application in {@code dev.spoor.app}. */
public final class SamplePlugin implements Plugin {
  private static final String APP = "dev.spoor.app.SampleApp";

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(APP)
            .method("greet", "java.lang.String")
            .advice("Greeting")
            .method("count")
            .advice("Count")
            .method("shout")
            .replaceArgument(0, "Louder")
            .method("work")
            .replaceCalls("java.lang.Runnable", "run", "()V", "RunTask")
            .method("broken")
            .advice("Broken")
            .method("misfit")
            .advice("Misfit"),
        Target.subtypesOf("java.util.concurrent.Callable")
            .method("call")
            .arguments(0)
            .advice("Call"),
        Target.type("java.util.concurrent.FutureTask").method("run").arguments(0).advice("Task"));
  }

  static final class Greeting {
    static Object enter(Object self, String name) {
      System.out.println("enter greet " + name);
      return name.isEmpty() ? null : new StringBuilder(name);
    }

    static String exit(Object state, String returned, Throwable thrown) {
      System.out.println("exit greet " + state + " " + returned + " " + thrown);
      return returned + "!";
    }
  }

  static final class Count {
    static long after(long returned, Object self, long by) {
      return returned + by;
    }
  }

  static final class RunTask {
    static void call(Runnable task) {
      System.out.println("before task");
      task.run();
      System.out.println("after task");
    }
  }

  static final class Broken {
    static Object enter() {
      throw new IllegalStateException("broken advice");
    }

    static void exit(Object state) {}
  }

  static final class Misfit {
    static void enter(java.util.zip.ZipFile notTheReceiver) {}
  }

  static final class Call {
    static void enter(Object self) {
      System.out.println("call " + self.getClass().getSimpleName());
    }
  }

  static final class Task {
    static void enter(Object self) {
      System.out.println("task");
    }
  }
}
