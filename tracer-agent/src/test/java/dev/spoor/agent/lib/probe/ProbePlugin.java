package dev.spoor.agent.lib.probe;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Context;
import dev.spoor.context.Stragglers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the executor scenarios a context to send on its way, and lets them ask for it. */
public final class ProbePlugin implements Plugin {
  @Override
  public String name() {
    return "probe";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("dev.spoor.agent.scenario.executors.Probe")
            .method("under")
            .advice("Under")
            .method("current")
            .advice("Current")
            .method("sweep")
            .advice("Sweep"));
  }

  /** A context with a name. */
  static final class Named extends Context {
    final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public @Nullable Object span() {
      return null;
    }
  }

  static final class Under {
    static Object enter(String name) {
      Context before = Context.swap(new Named(name));
      return before == null ? "nothing" : before;
    }

    static void exit(Object before) {
      Context.swap(before instanceof Context context ? context : null);
    }
  }

  static final class Current {
    static String after(String returned) {
      return Context.current() instanceof Named named ? named.name : "none";
    }
  }

  static final class Sweep {
    static void enter() {
      Stragglers.sweep();
    }
  }
}
