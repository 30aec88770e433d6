package dev.spoor.agent.lib.correlation;

import dev.spoor.Correlation;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the agent's spans as answers of {@code dev.spoor.Correlation} in an application's own
 * copy of the tracer, which has no spans while the agent traces.
 *
 * <p>Code that asks {@code Spoor.correlation()} has the ids by that, and so has the project's own
 * encoder where Logback goes by another name and its events are not woven. Nothing is added to
 * anybody's log events here, so {@code DD_LOGS_INJECTION} does not concern this plugin.
 */
public final class LibraryCorrelationPlugin implements Plugin {
  @Override
  public String name() {
    return "correlation";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("dev.spoor.Correlation")
            .method("traceId")
            .advice("TraceId")
            .method("spanId")
            .advice("SpanId"));
  }

  /** The application asks for the trace id. */
  static final class TraceId {
    private TraceId() {}

    static @Nullable String after(@Nullable String returned) {
      return returned != null ? returned : Correlation.traceId();
    }
  }

  /** The application asks for the span id. */
  static final class SpanId {
    private SpanId() {}

    static @Nullable String after(@Nullable String returned) {
      return returned != null ? returned : Correlation.spanId();
    }
  }
}
