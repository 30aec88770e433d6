package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import dev.spoor.agent.scenario.executors.Cases.Seen;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Thread pools, schedulers, timers and plain threads. */
final class PoolCases {
  private PoolCases() {}

  static void runAll() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    executes(pool);
    submits(pool);
    pool.shutdownNow();
    schedules();
    timers();
    threads();
  }

  /** A task of a named class: it stays the object it is. */
  static final class NamedTask implements Runnable {
    private final Seen seen;

    NamedTask(Seen seen) {
      this.seen = seen;
    }

    @Override
    public void run() {
      seen.report();
    }
  }

  private static void executes(ExecutorService pool) {
    run(
        "execute lambda",
        () -> {
          Seen seen = new Seen();
          under("a", () -> pool.execute(seen::report));
          under("b", () -> pool.execute(seen::report));
          same(true, List.of("ab", "ba").contains(seen.next() + seen.next()));
          pool.execute(seen::report);
          seen.expect("none");
        });
    run(
        "execute named task",
        () -> {
          Seen seen = new Seen();
          NamedTask task = new NamedTask(seen);
          under("a", () -> pool.execute(task));
          seen.expect("a");
          pool.execute(task);
          seen.expect("none");
        });
    run(
        "execute one task under several contexts",
        () -> {
          ExecutorService single = Executors.newSingleThreadExecutor();
          Seen seen = new Seen();
          NamedTask task = new NamedTask(seen);
          CountDownLatch gate = new CountDownLatch(1);
          single.execute(Cases.unchecked(gate::await));
          under("a", () -> single.execute(task));
          under("b", () -> single.execute(task));
          under("c", () -> single.execute(task));
          gate.countDown();
          seen.expect("a", "b", "c");
          single.shutdownNow();
        });
    run(
        "context is put back after a task that throws",
        () -> {
          ExecutorService single = Executors.newSingleThreadExecutor();
          Future<?> failed =
              submitUnder(
                  "a",
                  single,
                  () -> {
                    throw new IllegalStateException("expected");
                  });
          try {
            failed.get();
            throw new AssertionError("did not throw");
          } catch (java.util.concurrent.ExecutionException e) {
            same("expected", e.getCause().getMessage());
          }
          Seen seen = new Seen();
          single.execute(seen::report);
          seen.expect("none");
          single.shutdownNow();
        });
    run(
        "a worker that a request starts does not keep its context",
        () -> {
          ExecutorService single = Executors.newSingleThreadExecutor();
          Seen seen = new Seen();
          under("a", () -> single.execute(seen::report));
          seen.expect("a");
          single.execute(seen::report);
          seen.expect("none");
          single.shutdownNow();
        });
  }

  private static <V> Future<V> submitUnder(String name, ExecutorService pool, Callable<V> task) {
    FutureTask<Future<V>> submit = new FutureTask<>(() -> pool.submit(task));
    Probe.under(name, submit);
    try {
      return submit.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void submits(ExecutorService pool) {
    run(
        "submit",
        () -> {
          Seen seen = new Seen();
          Callable<String> call = Probe::current;
          under("a", () -> same("a", pool.submit(call).get()));
          under("b", () -> pool.submit(seen::report).get());
          under("c", () -> pool.submit(seen::report, "x").get());
          seen.expect("b", "c");
          same("none", pool.submit(call).get());
        });
    run(
        "invokeAll and invokeAny",
        () -> {
          Callable<String> call = Probe::current;
          under(
              "a",
              () -> {
                for (Future<String> each : pool.invokeAll(List.of(call, call))) {
                  same("a", each.get());
                }
                same("a", pool.invokeAny(List.of(call)));
              });
        });
    run(
        "completion service",
        () -> {
          ExecutorCompletionService<String> service = new ExecutorCompletionService<>(pool);
          under("a", () -> service.submit(Probe::current));
          same("a", service.take().get());
        });
  }

  private static void schedules() {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    run(
        "schedule once",
        () -> {
          Seen seen = new Seen();
          under("a", () -> scheduler.schedule(seen::report, 1, TimeUnit.MILLISECONDS));
          under("b", () -> scheduler.execute(seen::report));
          same(true, List.of("ab", "ba").contains(seen.next() + seen.next()));
          under(
              "c",
              () -> same("c", scheduler.schedule(Probe::current, 1, TimeUnit.MILLISECONDS).get()));
        });
    run(
        "repeated tasks belong to nobody",
        () -> {
          Seen seen = new Seen();
          under(
              "a", () -> scheduler.scheduleAtFixedRate(seen::report, 0, 1, TimeUnit.MILLISECONDS));
          under(
              "a",
              () -> scheduler.scheduleWithFixedDelay(seen::report, 0, 1, TimeUnit.MILLISECONDS));
          seen.expect("none", "none", "none", "none");
        });
    scheduler.shutdownNow();
  }

  /** Reports when it runs. */
  private static final class ReportingTask extends TimerTask {
    private final Seen seen;

    ReportingTask(Seen seen) {
      this.seen = seen;
    }

    @Override
    public void run() {
      seen.report();
    }
  }

  private static void timers() {
    run(
        "timer",
        () -> {
          Timer[] timer = new Timer[1];
          Seen seen = new Seen();
          under("a", () -> timer[0] = new Timer(true));
          timer[0].schedule(new ReportingTask(seen), 1);
          seen.expect("none");
          under("b", () -> timer[0].schedule(new ReportingTask(seen), 1));
          seen.expect("b");
          under("c", () -> timer[0].schedule(new ReportingTask(seen), 1, 1));
          seen.expect("none", "none");
          timer[0].cancel();
        });
  }

  private static void threads() {
    run(
        "thread start",
        () -> {
          Seen seen = new Seen();
          under("a", () -> new Thread(seen::report).start());
          seen.expect("a");
          Thread thread = new Thread(seen::report);
          under("b", thread::start);
          seen.expect("b");
          new Thread(seen::report).start();
          seen.expect("none");
        });
    run(
        "thread of a class of its own",
        () -> {
          Seen seen = new Seen();
          Thread thread =
              new Thread("own") {
                @Override
                public void run() {
                  seen.report();
                }
              };
          under("a", thread::start);
          seen.expect("a");
        });
  }
}
