package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weaving engine: takes plugins, and from then on each class that matches gets their advice.
 *
 * <pre>
 * class file -> Transformer -> Index, Hierarchy: whose is it? -> Weaver: call sites of advice
 * call site, first execution -> java.lang.SpoorLinker -> CallSites -> PluginLoader -> advice
 * </pre>
 */
public final class Engine {
  private final List<PluginState> states;

  private Engine(List<PluginState> states) {
    this.states = states;
  }

  /**
   * Starts weaving, and weaves what is loaded already.
   *
   * @param exclude classes to leave alone: full names, or {@code prefix.*}
   * @throws ReflectiveOperationException if the JVM does not let us define the linker class
   */
  public static Engine install(
      Instrumentation instrumentation, List<Plugin> plugins, List<String> exclude)
      throws IOException, ReflectiveOperationException {
    List<PluginState> all = new ArrayList<>();
    Map<String, PluginState> byName = new HashMap<>();
    for (Plugin plugin : plugins) {
      PluginState state = new PluginState(plugin);
      all.add(state);
      // Plugins may share a toggle, and so a name; call sites are then counted for the first one.
      byName.putIfAbsent(state.name(), state);
    }
    ClassLoader home = Engine.class.getClassLoader();
    Index index = new Index(all);
    Hierarchy hierarchy = new Hierarchy();
    Weaver weaver = new Weaver(home, LinkerClass.NAME, hierarchy);
    LinkerClass.define(instrumentation, new CallSites(new PluginLoaders(home), byName));
    Exclusions exclusions = new Exclusions(exclude);
    instrumentation.addTransformer(
        new Transformer(home, index, hierarchy, weaver, exclusions), true);
    weaveLoaded(instrumentation, index);
    return new Engine(List.copyOf(all));
  }

  /** How each plugin fares, in the order of the list of plugins. */
  public List<PluginState> plugins() {
    return states;
  }

  private static void weaveLoaded(Instrumentation instrumentation, Index index) {
    LoadedTypes types = new LoadedTypes(index);
    List<Class<?>> matching = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (types.match(type) && instrumentation.isModifiableClass(type)) {
        matching.add(type);
      }
    }
    if (matching.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(matching.toArray(new Class<?>[0]));
    } catch (Exception | LinkageError | InternalError e) {
      Log.debug("weaving loaded classes one by one", e);
      weaveOneByOne(instrumentation, matching);
    }
  }

  private static void weaveOneByOne(Instrumentation instrumentation, List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Exception | LinkageError | InternalError e) {
        Counters.of("agent.retransform.failed").increment();
        Log.once("retransform " + e.getClass(), "cannot weave the loaded " + type.getName(), e);
      }
    }
  }
}
