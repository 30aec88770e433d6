package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import dev.spoor.agent.scenario.executors.Cases.Seen;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Every kind of stage of a CompletableFuture, in its three forms. */
final class FutureCases {
  private FutureCases() {}

  static void runAll() {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    sources(pool);
    oneInput(pool);
    twoInputs(pool);
    shared();
    delays();
    pool.shutdownNow();
  }

  private static void sources(Executor pool) {
    run(
        "supplyAsync and runAsync",
        () -> {
          Seen seen = new Seen();
          under("a", () -> same("a", CompletableFuture.supplyAsync(Probe::current).get()));
          under("b", () -> same("b", CompletableFuture.supplyAsync(Probe::current, pool).get()));
          under("c", () -> CompletableFuture.runAsync(seen::report).get());
          under("d", () -> CompletableFuture.runAsync(seen::report, pool).get());
          seen.expect("c", "d");
          same("none", CompletableFuture.supplyAsync(Probe::current).get());
          same("none", CompletableFuture.supplyAsync(Probe::current, pool).get());
        });
    run(
        "completeAsync",
        () -> {
          CompletableFuture<String> first = new CompletableFuture<>();
          CompletableFuture<String> second = new CompletableFuture<>();
          under("a", () -> first.completeAsync(Probe::current));
          under("b", () -> second.completeAsync(Probe::current, pool));
          same("a", first.get());
          same("b", second.get());
        });
  }

  /** A way to add a stage that reports; the second argument may be null for "no executor". */
  private interface Stage extends BiFunction<CompletableFuture<String>, Seen, CompletionStage<?>> {}

  private static void oneInput(Executor pool) {
    stage("thenApply", (f, s) -> f.thenApply(s.reporting("x")));
    stage("thenApplyAsync", (f, s) -> f.thenApplyAsync(s.reporting("x")));
    stage("thenApplyAsync on a pool", (f, s) -> f.thenApplyAsync(s.reporting("x"), pool));
    stage("thenAccept", (f, s) -> f.thenAccept(v -> s.report()));
    stage("thenAcceptAsync", (f, s) -> f.thenAcceptAsync(v -> s.report()));
    stage("thenAcceptAsync on a pool", (f, s) -> f.thenAcceptAsync(v -> s.report(), pool));
    stage("thenRun", (f, s) -> f.thenRun(s::report));
    stage("thenRunAsync", (f, s) -> f.thenRunAsync(s::report));
    stage("thenRunAsync on a pool", (f, s) -> f.thenRunAsync(s::report, pool));
    stage("thenCompose", (f, s) -> f.thenCompose(s.reporting(f)));
    stage("thenComposeAsync", (f, s) -> f.thenComposeAsync(s.reporting(f)));
    stage("thenComposeAsync on a pool", (f, s) -> f.thenComposeAsync(s.reporting(f), pool));
    stage("whenComplete", (f, s) -> f.whenComplete((v, e) -> s.report()));
    stage("whenCompleteAsync", (f, s) -> f.whenCompleteAsync((v, e) -> s.report()));
    stage("whenCompleteAsync on a pool", (f, s) -> f.whenCompleteAsync((v, e) -> s.report(), pool));
    stage("handle", (f, s) -> f.handle((v, e) -> s.passing("x")));
    stage("handleAsync", (f, s) -> f.handleAsync((v, e) -> s.passing("x")));
    stage("handleAsync on a pool", (f, s) -> f.handleAsync((v, e) -> s.passing("x"), pool));
    failing("exceptionally", (f, s) -> f.exceptionally(e -> s.passing("x")));
    failing("exceptionallyAsync", (f, s) -> f.exceptionallyAsync(e -> s.passing("x")));
    failing(
        "exceptionallyAsync on a pool", (f, s) -> f.exceptionallyAsync(e -> s.passing("x"), pool));
    failing("exceptionallyCompose", (f, s) -> f.exceptionallyCompose(e -> s.passing(done())));
    failing(
        "exceptionallyComposeAsync", (f, s) -> f.exceptionallyComposeAsync(e -> s.passing(done())));
    stage("minimal stage", (f, s) -> f.minimalCompletionStage().thenApply(s.reporting("x")));
  }

  private static void twoInputs(Executor pool) {
    stage("thenCombine", (f, s) -> f.thenCombine(f, (v, w) -> s.passing("x")));
    stage("thenCombineAsync", (f, s) -> f.thenCombineAsync(f, (v, w) -> s.passing("x")));
    stage(
        "thenCombineAsync on a pool",
        (f, s) -> f.thenCombineAsync(f, (v, w) -> s.passing("x"), pool));
    stage("thenAcceptBoth", (f, s) -> f.thenAcceptBoth(f, (v, w) -> s.report()));
    stage("thenAcceptBothAsync", (f, s) -> f.thenAcceptBothAsync(f, (v, w) -> s.report()));
    stage("runAfterBoth", (f, s) -> f.runAfterBoth(f, s::report));
    stage("runAfterBothAsync", (f, s) -> f.runAfterBothAsync(f, s::report, pool));
    stage("applyToEither", (f, s) -> f.applyToEither(f, s.reporting("x")));
    stage("applyToEitherAsync", (f, s) -> f.applyToEitherAsync(f, s.reporting("x"), pool));
    stage("acceptEither", (f, s) -> f.acceptEither(f, v -> s.report()));
    stage("acceptEitherAsync", (f, s) -> f.acceptEitherAsync(f, v -> s.report()));
    stage("runAfterEither", (f, s) -> f.runAfterEither(f, s::report));
    stage("runAfterEitherAsync", (f, s) -> f.runAfterEitherAsync(f, s::report));
    stage(
        "anyOf and allOf",
        (f, s) -> CompletableFuture.anyOf(CompletableFuture.allOf(f, f)).thenRun(s::report));
  }

  private static CompletableFuture<String> done() {
    return CompletableFuture.completedFuture("done");
  }

  private static void stage(String name, Stage stage) {
    dependent(name, stage, null);
  }

  private static void failing(String name, Stage stage) {
    dependent(name, stage, new IllegalStateException("expected"));
  }

  /** Adds a stage under one context and completes under another; also to a complete future. */
  private static void dependent(String name, Stage stage, Throwable failure) {
    run(
        name,
        () -> {
          Seen seen = new Seen();
          CompletableFuture<String> open = new CompletableFuture<>();
          under("registers", () -> stage.apply(open, seen));
          under("completes", () -> complete(open, failure));
          seen.expect("registers");
          CompletableFuture<String> complete = new CompletableFuture<>();
          complete(complete, failure);
          under("late", () -> stage.apply(complete, seen));
          seen.expect("late");
        });
  }

  private static void complete(CompletableFuture<String> future, Throwable failure) {
    if (failure == null) {
      future.complete("value");
    } else {
      future.completeExceptionally(failure);
    }
  }

  private static void shared() {
    run(
        "one future, several requests",
        () -> {
          Seen seen = new Seen();
          CompletableFuture<String> common = new CompletableFuture<>();
          CompletableFuture<?>[] all = new CompletableFuture<?>[3];
          under("a", () -> all[0] = common.thenApply(v -> Probe.current()));
          under("b", () -> all[1] = common.thenApplyAsync(v -> Probe.current()));
          under("c", () -> all[2] = common.thenApply(v -> Probe.current()));
          under("d", () -> common.complete("x"));
          same("a", all[0].get());
          same("b", all[1].get());
          same("c", all[2].get());
        });
  }

  private static void delays() {
    run(
        "delayed executor",
        () -> {
          Seen seen = new Seen();
          Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
          under("a", () -> later.execute(seen::report));
          seen.expect("a");
          under("b", () -> same("b", CompletableFuture.supplyAsync(Probe::current, later).get()));
        });
    run(
        "orTimeout and completeOnTimeout",
        () -> {
          CompletableFuture<String> slow = new CompletableFuture<>();
          CompletableFuture<?>[] result = new CompletableFuture<?>[1];
          under(
              "a",
              () ->
                  result[0] =
                      slow.completeOnTimeout("x", 1, TimeUnit.MILLISECONDS)
                          .thenApply(v -> Probe.current()));
          same("a", result[0].get());
        });
  }
}
