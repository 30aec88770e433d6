package dev.spoor.agent.lib.traceapi;

import dev.spoor.agent.plugin.AnnotatedMethod;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.kind.AnnotatedSpans;
import dev.spoor.trace.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code @Trace} of Datadog's API, for applications that come from its tracer. Found in class
 * files, so its jar need not be there when the application runs.
 */
public final class TraceAnnotationPlugin implements Plugin {
  @Override
  public String name() {
    return "trace-annotation";
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.annotatedWith("datadog.trace.api.Trace").advice("Traced"));
  }

  /** A span around the method. */
  static final class Traced {
    private Traced() {}

    @SuppressWarnings("unused") // advice of annotated methods is always given both
    static @Nullable Object enter(AnnotatedMethod method, Object[] arguments) {
      Map<String, String> said = method.values();
      return AnnotatedSpans.startTraced(
          method.className(),
          method.methodName(),
          said.get("operationName"),
          said.get("resourceName"),
          "true".equals(said.get("measured")),
          "true".equals(said.get("noParent")));
    }

    static void exit(Object span, @Nullable Throwable thrown) {
      AnnotatedSpans.endTraced((Span) span, thrown);
    }
  }
}
