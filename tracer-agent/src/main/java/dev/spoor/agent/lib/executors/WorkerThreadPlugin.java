package dev.spoor.agent.lib.executors;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Pools of other libraries start their workers with nothing current. For those that are not listed
 * the rule of {@code dev.spoor.context.Stragglers} holds; being listed saves the half minute.
 */
public final class WorkerThreadPlugin implements Plugin {
  @Override
  public String name() {
    return "worker-thread";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("org.apache.tomcat.util.threads.ThreadPoolExecutor")
            .method("addWorker")
            .advice("Without"),
        Target.type("org.eclipse.jetty.util.thread.QueuedThreadPool")
            .method("startThread")
            .method("startThreads")
            .advice("Without"),
        Target.type("io.netty.util.concurrent.SingleThreadEventExecutor")
            .method("startThread")
            .method("doStartThread")
            .advice("Without"),
        Target.type("okhttp3.internal.concurrent.TaskRunner$RealBackend")
            .method("execute")
            .advice("Without"));
  }
}
