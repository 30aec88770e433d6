package dev.spoor.logs;

import dev.spoor.Correlation;
import dev.spoor.config.Config;
import dev.spoor.config.Sources;
import org.jspecify.annotations.Nullable;

/**
 * Where the ids of a line come from when nobody has put them on the event yet.
 *
 * <p>It exists so that a test can play the tracer. Each call answers for the calling thread.
 */
interface CorrelationIds {
  /**
   * The tracer on the class path; with the agent on, that is the agent's. Lines get no ids of it
   * with {@code DD_LOGS_INJECTION=false}, which code that asks the tracer itself does not notice.
   */
  CorrelationIds TRACER =
      new CorrelationIds() {
        private final boolean onLines = Config.resolve(Sources.process()).logsInjection();

        @Override
        public @Nullable String traceId() {
          return onLines ? Correlation.traceId() : null;
        }

        @Override
        public @Nullable String spanId() {
          return onLines ? Correlation.spanId() : null;
        }

        @Override
        public @Nullable String service() {
          return Correlation.service();
        }

        @Override
        public @Nullable String env() {
          return Correlation.env();
        }

        @Override
        public @Nullable String version() {
          return Correlation.version();
        }
      };

  @Nullable String traceId();

  @Nullable String spanId();

  @Nullable String service();

  @Nullable String env();

  @Nullable String version();
}
