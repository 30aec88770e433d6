package dev.spoor.agent.scenario.otelapi;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.AddingSpanAttributes;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Methods that want a span by annotation. */
public class Annotated {
  public static void run() throws Exception {
    Annotated it = new Annotated();
    System.out.println("plain " + it.plain(3, 4L, "text", Arrays.asList("a", "b")));
    named();
    try {
      it.fails();
    } catch (IllegalStateException e) {
      System.out.println("failed " + e.getMessage());
    }
    CompletableFuture<String> pending = new CompletableFuture<>();
    CompletionStage<String> returned = it.later(pending);
    System.out.println("same " + (returned == pending));
    pending.complete("late");
    CompletableFuture<String> broken = new CompletableFuture<>();
    it.later(broken);
    broken.completeExceptionally(new IllegalArgumentException("broken promise"));
    it.outer();
  }

  @WithSpan
  long plain(
      @SpanAttribute("count") int count,
      long unseen,
      @SpanAttribute("word") String word,
      @SpanAttribute("all") List<String> all)
      throws SQLException {
    OtelMain.query("select 1 as in_plain");
    return count + unseen + all.size();
  }

  @WithSpan(value = "named by hand", kind = SpanKind.CLIENT)
  static void named() {}

  @WithSpan
  void fails() {
    throw new IllegalStateException("as it must");
  }

  @WithSpan(kind = SpanKind.SERVER)
  CompletionStage<String> later(CompletableFuture<String> future) {
    return future;
  }

  @WithSpan("outer")
  void outer() {
    adds("added", null);
    alone();
  }

  @AddingSpanAttributes
  void adds(@SpanAttribute("by.another") String value, @SpanAttribute("null") String none) {}

  @WithSpan(value = "alone", inheritContext = false)
  void alone() {}
}
