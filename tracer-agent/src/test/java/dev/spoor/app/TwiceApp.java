package dev.spoor.app;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.Callable;

/** Runs woven code, has its class retransformed, and runs it again. */
public final class TwiceApp {
  private TwiceApp() {}

  public static void main(String[] args) throws Exception {
    Instrumentation instrumentation =
        (Instrumentation) System.getProperties().get("test.instrumentation");
    Job job = new Job();
    for (int i = 0; i < 2; i++) {
      System.out.println(job.call());
      instrumentation.retransformClasses(Job.class);
      System.out.println("retransformed");
    }
  }

  static final class Job implements Callable<Integer> {
    private int calls;

    @Override
    public Integer call() {
      return ++calls;
    }
  }
}
