package dev.spoor.agent.scenario.executors;

import static dev.spoor.agent.scenario.executors.Cases.run;
import static dev.spoor.agent.scenario.executors.Cases.same;
import static dev.spoor.agent.scenario.executors.Cases.under;

import dev.spoor.agent.scenario.executors.Cases.Seen;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Virtual threads. They are called by reflection, since this is compiled for Java 17. */
final class VirtualCases {
  private static final int MANY = 100_000;

  private VirtualCases() {}

  static boolean exist() {
    return Runtime.version().feature() >= 21;
  }

  static void runAll() {
    if (!exist()) {
      System.out.println("skip virtual threads: there are none before 21");
      return;
    }
    run(
        "virtual threads",
        () -> {
          Seen seen = new Seen();
          under("a", () -> start(seen::report));
          seen.expect("a");
          start(seen::report);
          seen.expect("none");
          ThreadFactory factory = factory();
          under("b", () -> factory.newThread(seen::report).start());
          seen.expect("b");
          factory.newThread(seen::report).start();
          seen.expect("none");
          Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
          Method begin =
              Class.forName("java.lang.Thread$Builder").getMethod("start", Runnable.class);
          under("c", () -> begin.invoke(builder, (Runnable) seen::report));
          seen.expect("c");
        });
    run(
        "platform threads of a per-task executor",
        () -> {
          Seen seen = new Seen();
          ExecutorService executor =
              (ExecutorService)
                  Executors.class
                      .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                      .invoke(null, (ThreadFactory) Thread::new);
          under("a", () -> executor.execute(seen::report));
          seen.expect("a");
          under("b", () -> same("b", executor.submit(Probe::current).get()));
          executor.execute(seen::report);
          seen.expect("none");
          executor.shutdown();
        });
    run("one hundred thousand virtual threads", VirtualCases::many);
  }

  static void start(Runnable task) throws ReflectiveOperationException {
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
  }

  private static ThreadFactory factory() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  /** Each body runs, parks, and sees its own context before and after. */
  static void many() throws Exception {
    ExecutorService executor =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger right = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(MANY);
    for (int i = 0; i < MANY; i++) {
      String name = "request" + i;
      Runnable body =
          () -> {
            ran.incrementAndGet();
            boolean before = Probe.current().equals(name);
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            if (before && Probe.current().equals(name)) {
              right.incrementAndGet();
            }
            left.countDown();
          };
      if (i % 2 == 0) {
        Probe.under(name, () -> executor.execute(body));
      } else {
        Probe.under(name, () -> executor.submit(body));
      }
    }
    if (!left.await(100, TimeUnit.SECONDS)) {
      throw new AssertionError("only " + ran + " of " + MANY + " bodies ran");
    }
    executor.shutdown();
    same(MANY, ran.get());
    same(MANY, right.get());
  }
}
