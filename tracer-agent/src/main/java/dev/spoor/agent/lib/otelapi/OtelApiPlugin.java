package dev.spoor.agent.lib.otelapi;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.otel.SpoorOpenTelemetry;
import dev.spoor.otel.ThreadContexts;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.ContextStorage;
import java.util.List;

/**
 * The OpenTelemetry API 1.10 and newer: {@code GlobalOpenTelemetry} answers the agent's tracer, and
 * the API keeps its contexts where the tracer keeps its own.
 *
 * <p>The implementation, {@code dev.spoor.otel}, is compiled against the API and therefore defined
 * in the plugin loader of the API's own loader: one per copy of the API, all of them on the agent's
 * one tracer.
 *
 * <p><b>An SDK that the application registers</b> stays behind: its meters and loggers are what
 * everybody gets, its tracers are not, since traces in two halves help nobody. A tracer that the
 * application takes from its SDK directly, without the global, is that SDK's affair.
 */
public final class OtelApiPlugin implements Plugin {
  private static final String GLOBAL = "io.opentelemetry.api.GlobalOpenTelemetry";

  /** {@code DD_TRACE_OTEL_ENABLED}. */
  @Override
  public String name() {
    return "otel";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("io.opentelemetry.context.LazyStorage")
            .method("createStorage")
            .advice("Storage"),
        Target.type(GLOBAL)
            .method("get")
            .arguments(0)
            .replaceCalls(
                GLOBAL,
                "maybeAutoConfigureAndSetGlobal",
                "()Lio/opentelemetry/api/OpenTelemetry;",
                "FirstUse")
            .method("set", "io.opentelemetry.api.OpenTelemetry")
            .replaceArgument(0, "Registration")
            .method("getOrNoop")
            .arguments(0)
            .advice("Known")
            .method("isSet")
            .arguments(0)
            .advice("IsSet"));
  }

  /** The storage below whatever wrappers the application has asked for. */
  static final class Storage {
    private Storage() {}

    static ContextStorage after(ContextStorage found) {
      return ThreadContexts.INSTANCE;
    }
  }

  /**
   * Somebody asks before anything has been set: where an SDK would configure itself, and before
   * nothing at all would be set for ever. Called within the API's own lock.
   */
  static final class FirstUse {
    private FirstUse() {}

    static OpenTelemetry call() {
      OpenTelemetry ours = SpoorOpenTelemetry.get();
      GlobalOpenTelemetry.set(ours);
      return ours;
    }
  }

  /** Somebody sets an SDK of his own. */
  static final class Registration {
    private Registration() {}

    static OpenTelemetry replace(OpenTelemetry given) {
      // Null is for the API to refuse.
      return given == null ? given : SpoorOpenTelemetry.before(given);
    }
  }

  /** Since API 1.57: asks without setting anything. */
  static final class Known {
    private Known() {}

    static OpenTelemetry after(OpenTelemetry found) {
      return GlobalOpenTelemetry.get();
    }
  }

  /** Since API 1.57: an application that sees "true" does not set up an SDK. */
  static final class IsSet {
    private IsSet() {}

    static boolean after(boolean found) {
      return true;
    }
  }
}
