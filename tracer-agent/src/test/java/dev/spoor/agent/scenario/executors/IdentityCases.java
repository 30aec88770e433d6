package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.identical;
import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import dev.spoor.agent.scenario.executors.Cases.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What an application can see of its own tasks is what it has put in. */
final class IdentityCases {
  private IdentityCases() {}

  static void runAll() {
    removal();
    hooks();
    rejection();
    shutdown();
    priority();
    inspection();
    texts();
  }

  private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
  }

  /** Keeps the only worker busy until the latch is opened, or the pool is shut down. */
  private static CountDownLatch occupy(ThreadPoolExecutor pool) {
    CountDownLatch gate = new CountDownLatch(1);
    pool.execute(
        () -> {
          try {
            gate.await();
          } catch (InterruptedException shutDown) {
            return;
          }
        });
    return gate;
  }

  private static void removal() {
    run(
        "remove a waiting task",
        () -> {
          ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          Runnable lambda = seen::report;
          Runnable named = new PoolCases.NamedTask(seen);
          under("a", () -> pool.execute(lambda));
          under("b", () -> pool.execute(named));
          same(2, pool.getQueue().size());
          same(true, pool.remove(lambda));
          same(false, pool.remove(lambda));
          same(true, pool.remove(named));
          same(false, pool.remove(named));
          same(0, pool.getQueue().size());
          gate.countDown();
          pool.execute(named);
          pool.execute(lambda);
          seen.expect("none", "none");
          pool.shutdownNow();
        });
  }

  /** A task type that a pool's hooks cast to. */
  private static final class Job implements Runnable {
    private final Seen seen;
    int begun;
    int ended;

    Job(Seen seen) {
      this.seen = seen;
    }

    @Override
    public void run() {
      seen.report();
    }
  }

  /** Casts what it is given, as applications do. */
  private static final class JobPool extends ThreadPoolExecutor {
    final List<Runnable> lambdas = new ArrayList<>();

    JobPool() {
      super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      if (task instanceof Job job) {
        job.begun++;
      } else {
        lambdas.add(task);
      }
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
      if (task instanceof Job job) {
        job.ended++;
      } else {
        lambdas.add(task);
      }
    }
  }

  private static void hooks() {
    run(
        "beforeExecute and afterExecute get the application's task",
        () -> {
          JobPool pool = new JobPool();
          Seen seen = new Seen();
          Job job = new Job(seen);
          Runnable lambda = seen::report;
          under("a", () -> pool.execute(job));
          under("b", () -> pool.execute(lambda));
          seen.expect("a", "b");
          pool.shutdown();
          same(true, pool.awaitTermination(20, TimeUnit.SECONDS));
          same(1, job.begun);
          same(1, job.ended);
          same(2, pool.lambdas.size());
          identical(lambda, pool.lambdas.get(0));
          identical(lambda, pool.lambdas.get(1));
        });
  }

  private static void rejection() {
    run(
        "a rejected task is the application's task",
        () -> {
          ThreadPoolExecutor pool = pool(new ArrayBlockingQueue<>(1));
          AtomicReference<Runnable> rejected = new AtomicReference<>();
          pool.setRejectedExecutionHandler((task, executor) -> rejected.set(task));
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          pool.execute(seen::report);
          Runnable lambda = seen::report;
          under("a", () -> pool.execute(lambda));
          identical(lambda, rejected.get());
          Runnable named = new PoolCases.NamedTask(seen);
          under("b", () -> pool.execute(named));
          identical(named, rejected.get());
          gate.countDown();
          seen.expect("none");
          pool.execute(named);
          seen.expect("none");
          pool.shutdownNow();
        });
    run(
        "a task that the caller runs sees the caller's context",
        () -> {
          ThreadPoolExecutor pool = pool(new ArrayBlockingQueue<>(1));
          pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          pool.execute(() -> {});
          under("a", () -> pool.execute(seen::report));
          seen.expect("a");
          gate.countDown();
          pool.shutdownNow();
        });
  }

  private static void shutdown() {
    run(
        "shutdownNow returns the application's tasks",
        () -> {
          ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          Runnable lambda = seen::report;
          Runnable named = new PoolCases.NamedTask(seen);
          FutureTask<String> future = new FutureTask<>(Probe::current);
          under("a", () -> pool.execute(lambda));
          under("b", () -> pool.execute(named));
          under("c", () -> pool.execute(future));
          List<Runnable> left = pool.shutdownNow();
          gate.countDown();
          same(3, left.size());
          identical(lambda, left.get(0));
          identical(named, left.get(1));
          identical(future, left.get(2));
        });
  }

  /** A task with a rank. */
  private static final class Ranked implements Runnable, Comparable<Ranked> {
    private final int rank;
    private final Seen seen;

    Ranked(int rank, Seen seen) {
      this.rank = rank;
      this.seen = seen;
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public void run() {
      seen.report();
    }
  }

  private static void priority() {
    run(
        "priority queue of the application's tasks",
        () -> {
          ThreadPoolExecutor pool = pool(new PriorityBlockingQueue<>());
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          under("three", () -> pool.execute(new Ranked(3, seen)));
          under("one", () -> pool.execute(new Ranked(1, seen)));
          pool.execute(new Ranked(2, seen));
          gate.countDown();
          seen.expect("one", "none", "three");
          pool.shutdownNow();
        });
    run(
        "priority queue with a comparator that casts",
        () -> {
          ThreadPoolExecutor pool =
              pool(new PriorityBlockingQueue<>(5, (x, y) -> ((Ranked) x).compareTo((Ranked) y)));
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          under("two", () -> pool.execute(new Ranked(2, seen)));
          under("one", () -> pool.execute(new Ranked(1, seen)));
          gate.countDown();
          seen.expect("one", "two");
          pool.shutdownNow();
        });
  }

  /** A queue that looks at what it is offered. */
  private static final class CuriousQueue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      return !contains(task) && super.offer(task);
    }
  }

  private static void inspection() {
    run(
        "an application that looks into the queue finds its tasks",
        () -> {
          ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
          CountDownLatch gate = occupy(pool);
          Job job = new Job(new Seen());
          under("a", () -> pool.execute(job));
          identical(job, (Job) pool.getQueue().peek());
          same(true, pool.getQueue().contains(job));
          same(true, pool.getQueue().remove(job));
          gate.countDown();
          pool.shutdownNow();
        });
    run(
        "a queue of the application's own gets its tasks",
        () -> {
          ThreadPoolExecutor pool = pool(new CuriousQueue());
          List<Runnable> rejected = new ArrayList<>();
          pool.setRejectedExecutionHandler((task, executor) -> rejected.add(task));
          CountDownLatch gate = occupy(pool);
          Seen seen = new Seen();
          Runnable lambda = seen::report;
          under("a", () -> pool.execute(lambda));
          same(true, pool.getQueue().contains(lambda));
          under("b", () -> pool.execute(lambda));
          identical(lambda, rejected.get(0));
          gate.countDown();
          pool.shutdownNow();
        });
  }

  private static void texts() {
    run(
        "a future's text names the application's task",
        () ->
            under(
                "a",
                () -> {
                  PoolCases.NamedTask task = new PoolCases.NamedTask(new Seen());
                  String text = new FutureTask<>(task, "x").toString();
                  same(true, text.contains(task.toString()));
                }));
  }
}
