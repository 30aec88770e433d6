package shop;

import datadog.trace.api.Trace;
import java.util.concurrent.CompletableFuture;

/** Methods with {@code @Trace}. */
public class TracedMain {
  public static void main(String[] arguments) {
    TracedMain it = new TracedMain();
    System.out.println("outer " + it.outer(3));
    try {
      Inner.fails();
    } catch (IllegalStateException e) {
      System.out.println("failed " + e.getMessage());
    }
    System.out.println("pending " + !it.future().isDone());
  }

  @Trace
  int outer(int count) {
    return named() + count + alone();
  }

  @Trace(operationName = "op.name", resourceName = "the resource", measured = true)
  static int named() {
    return 1;
  }

  @Trace(noParent = true)
  private int alone() {
    return 2;
  }

  @Trace
  CompletableFuture<String> future() {
    return new CompletableFuture<>();
  }

  static class Inner {
    @Trace
    static void fails() {
      throw new IllegalStateException("as it must");
    }
  }
}
