package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.ThreadStart;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * {@code Thread.start} of platform threads: the new thread begins under the context of the one that
 * starts it.
 *
 * <p>Threads of known kinds that serve everybody begin with nothing. An unknown worker that a
 * request happens to start keeps that request's context until half a minute after its end; see
 * {@code dev.spoor.context.Stragglers}.
 */
public final class ThreadPlugin implements Plugin {
  @Override
  public String name() {
    return "java-thread";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("java.lang.Thread")
            .method("start")
            .arguments(0)
            .method("start", "jdk.internal.vm.ThreadContainer")
            .advice("Start"));
  }

  static final class Start {
    /** Loops of the JDK; the pools' workers are dealt with where the pools start them. */
    private static final Set<String> WORKERS =
        Set.of(
            "java.util.TimerThread",
            "java.util.concurrent.DelayScheduler",
            "jdk.internal.misc.InnocuousThread",
            "jdk.internal.net.http.HttpClientImpl$SelectorManager");

    private Start() {}

    static void enter(Thread self) {
      if (!isWorker(self)) {
        ThreadStart.carry(self);
      }
    }

    private static boolean isWorker(Thread thread) {
      if (thread.getClass() == Thread.class) {
        return false;
      }
      String type = thread.getClass().getName();
      return thread instanceof ForkJoinWorkerThread
          || WORKERS.contains(type)
          // Netty's, also where a library has moved it into its own packages.
          || type.endsWith(".FastThreadLocalThread");
    }
  }
}
