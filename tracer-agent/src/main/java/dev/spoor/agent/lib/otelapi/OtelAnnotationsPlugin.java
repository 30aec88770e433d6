package dev.spoor.agent.lib.otelapi;

import dev.spoor.agent.plugin.AnnotatedMethod;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.AnnotatedSpans;
import dev.spoor.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code @WithSpan}, {@code @SpanAttribute} and {@code @AddingSpanAttributes}. Methods are found by
 * the annotations in their class files, so the annotations' jar need not be there when the
 * application runs.
 */
public final class OtelAnnotationsPlugin implements Plugin {
  private static final String ANNOTATIONS = "io.opentelemetry.instrumentation.annotations.";

  /** Where the annotations were before version 1.16. */
  private static final String OLD_ANNOTATIONS = "io.opentelemetry.extension.annotations.";

  /** {@code DD_TRACE_OPENTELEMETRY_ANNOTATIONS_ENABLED}; follows the API's plugin if unset. */
  @Override
  public String name() {
    return "opentelemetry-annotations";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        target(ANNOTATIONS, "WithSpan").advice("WithSpan"),
        target(OLD_ANNOTATIONS, "WithSpan").advice("WithSpan"),
        target(ANNOTATIONS, "AddingSpanAttributes").advice("AddAttributes"));
  }

  private static Target target(String library, String annotation) {
    return Target.annotatedWith(library.concat(annotation), library.concat("SpanAttribute"));
  }

  /** A span around the method, or around what it returns. */
  static final class WithSpan {
    private WithSpan() {}

    static @Nullable Object enter(AnnotatedMethod method, Object[] arguments) {
      Span span =
          AnnotatedSpans.start(
              method.className(),
              method.methodName(),
              method.values().get("value"),
              method.values().get("kind"),
              !"false".equals(method.values().get("inheritContext")));
      if (span != null) {
        AnnotatedSpans.setAttributes(span, method.parameters(), arguments);
      }
      return span;
    }

    static void exit(Object span, @Nullable Object returned, @Nullable Throwable thrown) {
      AnnotatedSpans.end((Span) span, returned, thrown);
    }
  }

  /** Attributes for the span that is current anyway. */
  static final class AddAttributes {
    private AddAttributes() {}

    static void enter(AnnotatedMethod method, Object[] arguments) {
      Span span = Span.current();
      if (span != null) {
        AnnotatedSpans.setAttributes(span, method.parameters(), arguments);
      }
    }
  }
}
