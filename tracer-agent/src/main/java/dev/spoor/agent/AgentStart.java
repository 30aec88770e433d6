package dev.spoor.agent;

import dev.spoor.Spoor;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.weave.Engine;
import dev.spoor.config.Config;
import dev.spoor.config.LogSettings;
import dev.spoor.config.TracingSettings;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.telemetry.Integrations;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does before {@code main}, in order: settings, tracer, plugins, weaving.
 *
 * <p>It starts no thread and opens no socket, and keeps away from logging frameworks, JMX, {@code
 * java.nio.file}, regular expressions, secure random numbers and lambdas, which would cost start-up
 * or wake what applications want to configure themselves.
 */
public final class AgentStart implements Consumer<Instrumentation> {
  /** One class name per line, in the agent's jar. */
  private static final String PLUGINS = "META-INF/spoor/plugins";

  /** The plugins that {@code DD_LOGS_INJECTION_ENABLED=false} switches off. */
  private static final List<String> LOG_PLUGINS = List.of("logback", "log4j", "jul");

  /** The plugin that {@code DD_LOGS_REQUEST_KEEP_ACCESS_LOG=false} switches on. */
  private static final String ACCESS_LOG_PLUGIN = "access-log";

  private static volatile @Nullable Engine engine;

  /** For {@link AgentLoader}, which makes one and calls it. */
  public AgentStart() {}

  @Override
  public void accept(Instrumentation instrumentation) {
    try {
      start(instrumentation);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    Config config = Config.load();
    if (!config.traceEnabled()) {
      return;
    }
    if (TrainingRun.isOn(instrumentation)) {
      Log.info("this run records classes for a cache: it is not traced");
      return;
    }
    // The tracer first: advice may run as soon as the engine is there.
    Spoor.start(config);
    engine =
        Engine.install(
            instrumentation, plugins(config), config.get(TracingSettings.CLASSES_EXCLUDE));
  }

  /** The engine, for those who want to know how the plugins fare; null before the start. */
  public static @Nullable Engine engine() {
    return engine;
  }

  private static List<Plugin> plugins(Config config) throws IOException {
    List<Plugin> result = new ArrayList<>();
    List<String> enabled = new ArrayList<>();
    List<String> disabled = new ArrayList<>();
    for (String line : readIndex().split("\n", -1)) {
      String name = line.trim();
      if (name.isEmpty() || name.startsWith("#")) {
        continue;
      }
      try {
        Plugin plugin =
            Class.forName(name, true, AgentStart.class.getClassLoader())
                .asSubclass(Plugin.class)
                .getDeclaredConstructor()
                .newInstance();
        if (isWanted(plugin, config)) {
          result.add(plugin);
          enabled.add(plugin.name());
        } else {
          disabled.add(plugin.name());
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        Counters.of("agent.plugin.failed").increment();
        Log.once("plugin " + name, "the plugin " + name + " cannot be used", e);
      }
    }
    Integrations.report(enabled, disabled);
    return result;
  }

  /**
   * Plugins that concern log lines have a switch of their own beside their toggle; those of
   * OpenTelemetry's annotations follow the toggle of its API.
   */
  private static boolean isWanted(Plugin plugin, Config config) {
    String name = plugin.name();
    boolean asked = name.equals(ACCESS_LOG_PLUGIN) && !config.get(LogSettings.KEEP_ACCESS_LOG);
    boolean byDefault =
        plugin.enabledByDefault()
            && (!name.startsWith("opentelemetry-") || config.integrationEnabled("otel"));
    return config.integrationEnabled(asked || byDefault, name)
        && (config.logsInjection() || !LOG_PLUGINS.contains(name));
  }

  private static String readIndex() throws IOException {
    try (InputStream in = AgentStart.class.getClassLoader().getResourceAsStream(PLUGINS)) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + PLUGINS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
