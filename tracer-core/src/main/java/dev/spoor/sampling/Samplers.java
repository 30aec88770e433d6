package dev.spoor.sampling;

import dev.spoor.config.Config;
import dev.spoor.config.SamplingSettings;
import dev.spoor.config.TracingSettings;
import dev.spoor.trace.Priority;
import dev.spoor.trace.TraceSampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samplers that the settings ask for.
 *
 * <p>Without APM ({@code DD_APM_TRACING_ENABLED}) one trace a minute is kept. Else {@code
 * DD_PRIORITY_SAMPLING_FORCE} overrules everything. Else, with {@code DD_TRACE_SAMPLING_RULES} or
 * {@code DD_TRACE_SAMPLE_RATE}, which counts as a last rule for all traces, the rules decide, and a
 * trace that none of them is for is kept: the Agent's rates are not followed then, as in Datadog's
 * Java tracer. Else the Agent's rates are.
 *
 * @param traces decides about traces that begin here
 * @param agentRates takes the rates that the Agent answers with
 * @param spans keeps single spans of other traces, null if there are no rules for them
 */
public record Samplers(
    TraceSampler traces, AgentRateSampler agentRates, @Nullable SpanSampler spans) {

  /** Reads the rules; what is wrong with them is told in the log, one line each. */
  public static Samplers of(Config config) {
    AgentRateSampler agentRates = new AgentRateSampler(config.env());
    return new Samplers(traces(config, agentRates), agentRates, spans(config));
  }

  private static TraceSampler traces(Config config, AgentRateSampler agentRates) {
    if (!config.get(TracingSettings.APM_TRACING)) {
      return new StandaloneSampler(System.nanoTime());
    }
    String forced = config.get(SamplingSettings.PRIORITY_SAMPLING_FORCE);
    if (!forced.equals("none")) {
      return new ForcedSampler(forced.equals("keep"));
    }
    List<TraceRule> rules = rules(config);
    double rate = config.get(SamplingSettings.SAMPLE_RATE);
    if (!Double.isNaN(rate)) {
      rules.add(new TraceRule(null, rate, Priority.BY_LOCAL_RULE));
    }
    if (!rules.isEmpty()) {
      RateLimiter limiter = new RateLimiter((int) Math.ceil(config.rateLimit()), System.nanoTime());
      return new RuleSampler(rules, limiter, new AgentRateSampler(config.env()));
    }
    return config.get(SamplingSettings.PRIORITY_SAMPLING)
        ? agentRates
        : new AgentRateSampler(config.env());
  }

  /** Most processes have none, and start without the classes that read them. */
  private static List<TraceRule> rules(Config config) {
    String json = config.samplingRules();
    return json.isEmpty()
        ? new ArrayList<>(1)
        : new RuleReader(SamplingSettings.SAMPLING_RULES.name(), processTags(config))
            .traceRules(json);
  }

  private static @Nullable SpanSampler spans(Config config) {
    String json = config.spanSamplingRules();
    if (json.isEmpty()) {
      return null;
    }
    String setting =
        config.isSet(SamplingSettings.SPAN_SAMPLING_RULES)
            ? SamplingSettings.SPAN_SAMPLING_RULES.name()
            : SamplingSettings.SPAN_SAMPLING_RULES_FILE.name();
    List<SpanSampler.Rule> rules = new RuleReader(setting, Map.of()).spanRules(json);
    return rules.isEmpty() ? null : new SpanSampler(rules);
  }

  /** Rules for traces see what every span of this process carries. */
  private static Map<String, String> processTags(Config config) {
    Map<String, String> tags = new HashMap<>(config.spanTags());
    tags.put("language", "jvm");
    if (!config.env().isEmpty()) {
      tags.put("env", config.env());
    }
    if (!config.version().isEmpty()) {
      tags.put("version", config.version());
    }
    return tags;
  }
}
