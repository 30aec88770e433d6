package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A task that will not run, or has run, holds no context, though somebody may hold the task. */
final class LeakCases {
  private LeakCases() {}

  static void runAll() {
    droppedTasks();
    finishedTasks();
    cancelledTasks();
    timers();
    forkJoin();
    waitingTasks();
  }

  /** Polls, since the collector takes its time. */
  private static void expectAlive(String expected) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    do {
      System.gc();
      Probe.sweep();
      if (Probe.alive().equals(expected)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    } while (System.nanoTime() < deadline);
    same(expected, Probe.alive());
  }

  /** A pool that takes tasks and never runs them, since its only worker waits. */
  private static ThreadPoolExecutor stuckPool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    pool.execute(
        () -> {
          try {
            TimeUnit.MINUTES.sleep(10);
          } catch (InterruptedException shutDown) {
            return;
          }
        });
    return pool;
  }

  private static void fill(ThreadPoolExecutor pool) {
    under("leak lambda", () -> pool.execute(() -> pool.getClass()));
    under("leak named", () -> pool.execute(new PoolCases.NamedTask(new Cases.Seen())));
    under("leak future", () -> pool.submit(() -> pool.getClass()));
  }

  private static void waitingTasks() {
    run(
        "waiting tasks do hold their contexts",
        () -> {
          ThreadPoolExecutor pool = stuckPool();
          fill(pool);
          expectAlive("leak lambda, leak named, leak future");
          same(3, pool.getQueue().size());
          pool.shutdownNow();
          expectAlive("");
        });
  }

  private static void droppedTasks() {
    run(
        "a cleared queue",
        () -> {
          ThreadPoolExecutor pool = stuckPool();
          fill(pool);
          pool.getQueue().clear();
          expectAlive("");
          pool.shutdownNow();
        });
    run(
        "tasks that shutdownNow returns",
        () -> {
          ThreadPoolExecutor pool = stuckPool();
          under("leak lambda", () -> pool.execute(() -> pool.getClass()));
          under("leak named", () -> pool.execute(new PoolCases.NamedTask(new Cases.Seen())));
          List<Runnable> left = pool.shutdownNow();
          expectAlive("");
          same(2, left.size());
        });
    run(
        "a removed and a rejected task",
        () -> {
          ThreadPoolExecutor pool = stuckPool();
          Runnable lambda = () -> pool.getClass();
          Runnable named = new PoolCases.NamedTask(new Cases.Seen());
          under("leak lambda", () -> pool.execute(lambda));
          under("leak named", () -> pool.execute(named));
          same(true, pool.remove(lambda));
          same(true, pool.remove(named));
          pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
          pool.shutdownNow();
          under("leak lambda", () -> pool.execute(lambda));
          under("leak named", () -> pool.execute(named));
          expectAlive("");
        });
  }

  private static void finishedTasks() {
    run(
        "finished futures",
        () -> {
          ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
          List<Future<?>> held = new ArrayList<>();
          under("leak submit", () -> held.add(pool.submit(() -> "x")));
          under(
              "leak schedule", () -> held.add(pool.schedule(() -> "x", 1, TimeUnit.MILLISECONDS)));
          under("leak async", () -> held.add(CompletableFuture.supplyAsync(() -> "x")));
          CompletableFuture<String> source = new CompletableFuture<>();
          under("leak stage", () -> held.add(source.thenApply(x -> x)));
          under("leak pair", () -> held.add(source.thenCombineAsync(source, (x, y) -> x)));
          source.complete("x");
          for (Future<?> each : held) {
            same("x", each.get());
          }
          expectAlive("");
          pool.shutdownNow();
        });
  }

  private static void cancelledTasks() {
    run(
        "cancelled futures that still stand in the queue",
        () -> {
          ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
          ThreadPoolExecutor pool = stuckPool();
          List<Future<?>> held = new ArrayList<>();
          under("leak submit", () -> held.add(pool.submit(() -> "x")));
          under("leak schedule", () -> held.add(scheduler.schedule(() -> "x", 1, TimeUnit.HOURS)));
          for (Future<?> each : held) {
            each.cancel(false);
          }
          same(1, pool.getQueue().size());
          same(1, scheduler.getQueue().size());
          expectAlive("");
          pool.shutdownNow();
          scheduler.shutdownNow();
        });
  }

  private static void timers() {
    run(
        "a cancelled timer task",
        () -> {
          Timer timer = new Timer(true);
          TimerTask task =
              new TimerTask() {
                @Override
                public void run() {
                  throw new IllegalStateException("cancelled");
                }
              };
          under("leak timer", () -> timer.schedule(task, 3_600_000));
          task.cancel();
          expectAlive("");
          timer.cancel();
        });
  }

  /** Does nothing. */
  private static final class Nothing extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      Thread.onSpinWait();
    }
  }

  private static void forkJoin() {
    run(
        "fork-join tasks, run or dropped with their pool",
        () -> {
          ForkJoinPool pool = new ForkJoinPool(1);
          Nothing run = new Nothing();
          under("leak run", () -> pool.invoke(run));
          under("leak forked", () -> run.reinitialize());
          under("leak forked", () -> run.fork().join());
          pool.execute(
              () -> {
                try {
                  TimeUnit.MINUTES.sleep(10);
                } catch (InterruptedException shutDown) {
                  return;
                }
              });
          under("leak dropped", () -> pool.execute(new Nothing()));
          under("leak dropped", () -> pool.submit(() -> "x"));
          pool.shutdownNow();
          pool.awaitTermination(20, TimeUnit.SECONDS);
          expectAlive("");
        });
  }
}
