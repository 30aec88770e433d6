package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import dev.spoor.agent.scenario.executors.Cases.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Fork-join pools and parallel streams. */
final class ForkJoinCases {
  private ForkJoinCases() {}

  static void runAll() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(3);
    submits(pool);
    recursion(pool);
    streams();
    scheduled(pool);
    pool.shutdownNow();
  }

  private static void submits(ForkJoinPool pool) {
    run(
        "fork-join execute, submit, invoke",
        () -> {
          Seen seen = new Seen();
          under("a", () -> pool.execute(seen::report));
          seen.expect("a");
          under("b", () -> pool.submit(seen::report).get());
          seen.expect("b");
          under("c", () -> pool.submit(seen::report, "x").get());
          seen.expect("c");
          under("d", () -> same("d", pool.submit((Callable<String>) Probe::current).get()));
          under("e", () -> same("e", pool.invoke(new Leaf())));
          under("f", () -> same("f", pool.submit(new Leaf()).get()));
          under("g", () -> pool.execute(ForkJoinTask.adapt(seen::report)));
          seen.expect("g");
          under("h", () -> pool.execute((Runnable) ForkJoinTask.adapt(seen::report)));
          seen.expect("h");
          same("none", pool.submit((Callable<String>) Probe::current).get());
          same("none", pool.invoke(new Leaf()));
        });
    run(
        "fork-join invokeAll and invokeAny",
        () -> {
          Callable<String> call = Probe::current;
          under(
              "a",
              () -> {
                for (Future<String> each : pool.invokeAll(List.of(call, call, call))) {
                  same("a", each.get());
                }
                same("a", pool.invokeAny(List.of(call, call)));
              });
        });
    run(
        "fork-join workers keep nothing",
        () -> {
          ForkJoinPool fresh = new ForkJoinPool(1);
          Seen seen = new Seen();
          under("a", () -> fresh.execute(seen::report));
          seen.expect("a");
          fresh.execute(seen::report);
          seen.expect("none");
          fresh.shutdownNow();
        });
  }

  private static final class Leaf extends RecursiveTask<String> {
    private static final long serialVersionUID = 1;

    @Override
    protected String compute() {
      return Probe.current();
    }
  }

  /** Counts the leaves of a tree that see the expected context. */
  private static final class Tree extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int depth;
    private final String expected;

    Tree(int depth, String expected) {
      this.depth = depth;
      this.expected = expected;
    }

    @Override
    protected Integer compute() {
      if (depth == 0) {
        return Probe.current().equals(expected) ? 1 : 0;
      }
      Tree left = new Tree(depth - 1, expected);
      Tree right = new Tree(depth - 1, expected);
      left.fork();
      return right.compute() + left.join();
    }
  }

  private static void recursion(ForkJoinPool pool) {
    run(
        "recursive tasks",
        () -> {
          ForkJoinTask<?>[] trees = new ForkJoinTask<?>[6];
          for (int i = 0; i < trees.length; i++) {
            String name = "tree" + i;
            int index = i;
            under(name, () -> trees[index] = pool.submit(new Tree(10, name)));
          }
          for (ForkJoinTask<?> tree : trees) {
            same(1024, tree.get());
          }
        });
    run(
        "fork from a plain thread",
        () -> {
          ForkJoinTask<?>[] leaf = new ForkJoinTask<?>[1];
          under("a", () -> leaf[0] = new Leaf().fork());
          same("a", leaf[0].get());
        });
  }

  private static void streams() {
    run(
        "parallel stream",
        () -> {
          Set<String> seen = ConcurrentHashMap.newKeySet();
          Set<String> threads = ConcurrentHashMap.newKeySet();
          under(
              "a",
              () ->
                  IntStream.range(0, 20_000)
                      .parallel()
                      .forEach(
                          i -> {
                            seen.add(Probe.current());
                            threads.add(Thread.currentThread().getName());
                            Thread.yield();
                          }));
          same(Set.of("a"), seen);
          if (threads.size() < 2 && ForkJoinPool.getCommonPoolParallelism() > 1) {
            throw new AssertionError("it was not parallel: " + threads);
          }
          seen.clear();
          IntStream.range(0, 10_000).parallel().forEach(i -> seen.add(Probe.current()));
          same(Set.of("none"), seen);
        });
    run(
        "parallel sort",
        () -> {
          Set<String> seen = ConcurrentHashMap.newKeySet();
          Integer[] values =
              IntStream.range(0, 50_000).map(i -> -i).boxed().toArray(Integer[]::new);
          under(
              "a",
              () ->
                  Arrays.parallelSort(
                      values,
                      (x, y) -> {
                        seen.add(Probe.current());
                        return x.compareTo(y);
                      }));
          same(Set.of("a"), seen);
        });
  }

  /** From 25 on a fork-join pool is a scheduler as well. */
  private static void scheduled(ForkJoinPool pool) {
    if (!(pool instanceof java.util.concurrent.ScheduledExecutorService scheduler)) {
      System.out.println("skip fork-join schedule: this JDK's pools do not");
      return;
    }
    run(
        "fork-join schedule",
        () -> {
          Seen seen = new Seen();
          under("a", () -> scheduler.schedule(seen::report, 1, TimeUnit.MILLISECONDS));
          seen.expect("a");
          under(
              "b",
              () -> same("b", scheduler.schedule(Probe::current, 1, TimeUnit.MILLISECONDS).get()));
          under(
              "c", () -> scheduler.scheduleAtFixedRate(seen::report, 0, 1, TimeUnit.MILLISECONDS));
          seen.expect("none", "none");
        });
  }
}
