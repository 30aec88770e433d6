package dev.spoor.app;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A small application that is woven in a forked JVM; it knows nothing of the agent. */
public final class SampleApp {
  private SampleApp() {}

  public static void main(String[] args) throws Exception {
    SampleApp app = new SampleApp();
    System.out.println(app.greet("world"));
    System.out.println(app.greet(""));
    System.out.println(app.count(2));
    System.out.println(shout("quiet"));
    app.work(() -> System.out.println("in task"));
    System.out.println(app.broken());
    System.out.println(app.misfit());
    FutureTask<Integer> task = new FutureTask<>(new Leaf());
    task.run();
    System.out.println(task.get());
    System.out.println(new Leaf().getClass().getClassLoader() == SampleApp.class.getClassLoader());
  }

  private String greet(String name) {
    return "hello " + name;
  }

  private long count(long by) {
    long result = 40;
    by = 1;
    return result - by + 1;
  }

  private static String shout(String text) {
    return text;
  }

  private void work(Runnable task) {
    task.run();
  }

  private int broken() {
    return 7;
  }

  private int misfit() {
    return 8;
  }

  /** Its supertype is loaded after its own class file has passed the transformer. */
  abstract static class Middle implements Callable<Integer> {}

  static final class Leaf extends Middle {
    @Override
    public Integer call() {
      return 42;
    }
  }
}
