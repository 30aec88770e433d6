package dev.spoor.kind;

import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Spans of methods that the application has marked with an annotation: with one of OpenTelemetry
 * operation and resource are what the annotation says, else {@code Class.method}; with Datadog's
 * {@code @Trace} the operation is {@code trace.annotation} and the resource {@code Class.method},
 * unless it says otherwise.
 */
public final class AnnotatedSpans {
  private static final String COMPONENT = "opentelemetry";

  private AnnotatedSpans() {}

  /**
   * Starts the span of a call and makes it current on this thread; call {@link #end} on the same
   * one.
   *
   * @param className binary name of the class that declares the method
   * @param name what the annotation calls it; null or empty for its own name
   * @param kind name of a kind of span, in any case, or null for an internal one
   * @param inherit false to begin a new trace
   * @return null while tracing is off
   */
  public static @Nullable Span start(
      String className,
      String methodName,
      @Nullable String name,
      @Nullable String kind,
      boolean inherit) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    String called = name == null || name.isEmpty() ? shortName(className, methodName) : name;
    Span span = inherit ? tracer.start(called) : tracer.startRoot(called, null);
    span.setResource(called, ResourceRank.ROUTE);
    String of = kind == null ? "internal" : kind.toLowerCase(Locale.ROOT);
    span.setTag(Tags.COMPONENT, COMPONENT);
    span.setTag(Tags.SPAN_KIND, of);
    span.setType(
        switch (of) {
          case "server" -> Tags.TYPE_WEB;
          case "client" -> Tags.TYPE_HTTP;
          case "producer", "consumer" -> "queue";
          default -> null;
        });
    span.attach();
    return span;
  }

  /**
   * Starts the span of a call of a method with {@code @Trace}, and makes it current on this thread;
   * call {@link #endTraced} on the same one.
   *
   * @param className binary name of the class that declares the method
   * @param operation null or empty for the usual one
   * @param resource null or empty for the method's name
   * @param root whether to begin a new trace
   * @return null while tracing is off
   */
  public static @Nullable Span startTraced(
      String className,
      String methodName,
      @Nullable String operation,
      @Nullable String resource,
      boolean measured,
      boolean root) {
    Tracer tracer = Tracer.active();
    if (tracer == null) {
      return null;
    }
    String called = operation == null || operation.isEmpty() ? "trace.annotation" : operation;
    Span span = root ? tracer.startRoot(called, null) : tracer.start(called);
    span.setResource(
        resource == null || resource.isEmpty() ? shortName(className, methodName) : resource,
        ResourceRank.ROUTE);
    span.setTag(Tags.COMPONENT, "trace");
    if (measured) {
      span.setMeasured();
    }
    span.attach();
    return span;
  }

  /** Gives the thread back what was current before, and ends the span, whatever was returned. */
  public static void endTraced(Span span, @Nullable Throwable thrown) {
    span.detach();
    finish(span, thrown);
  }

  private static String shortName(String className, String methodName) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return simple.substring(simple.lastIndexOf('$') + 1) + "." + methodName;
  }

  /**
   * Sets attributes from a call's arguments.
   *
   * @param names for each argument the attribute's name, or null
   * @param arguments empty if none is wanted
   */
  public static void setAttributes(
      Span span, List<@Nullable String> names, @Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length && i < names.size(); i++) {
      String name = names.get(i);
      Object value = arguments[i];
      if (name != null && value != null) {
        AttributeTags.set(span, name, value);
      }
    }
  }

  /**
   * Gives the thread back what was current before, and ends the span: now, or when the stage that
   * the method has returned is complete.
   */
  public static void end(Span span, @Nullable Object returned, @Nullable Throwable thrown) {
    span.detach();
    if (thrown != null || !(returned instanceof CompletionStage<?> stage) || isDone(stage)) {
      finish(span, thrown == null ? failure(returned) : thrown);
      return;
    }
    // What the application gets is its own stage, not the one that comes of this.
    stage.whenComplete((value, failure) -> finish(span, failure));
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage instanceof CompletableFuture<?> future && future.isDone();
  }

  private static @Nullable Throwable failure(@Nullable Object returned) {
    if (returned instanceof CompletableFuture<?> future && future.isCompletedExceptionally()) {
      try {
        future.getNow(null);
      } catch (RuntimeException failed) {
        return failed;
      }
    }
    return null;
  }

  private static void finish(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause();
      ErrorTags.record(
          span,
          failure instanceof CompletionException && cause != null ? cause : failure,
          ErrorRank.DEFAULT);
    }
    span.finish();
  }
}
