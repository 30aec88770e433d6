package dev.spoor.agent.lib.probe;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.context.Context;
import dev.spoor.context.Stragglers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
            .method("alive")
            .advice("Alive")
            .method("sweep")
            .advice("Sweep"));
  }

  /** A context with a name. Those whose name begins with "leak" can be listed. */
  static final class Named extends Context {
    private static final List<WeakReference<Named>> LISTED = new CopyOnWriteArrayList<>();

    final String name;

    Named(String name) {
      this.name = name;
      if (name.startsWith("leak")) {
        LISTED.add(new WeakReference<>(this));
      }
    }

    static String alive() {
      List<String> names = new ArrayList<>();
      for (WeakReference<Named> each : LISTED) {
        Named context = each.get();
        if (context != null) {
          names.add(context.name);
        }
      }
      return String.join(", ", names);
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

  static final class Alive {
    static String after(String returned) {
      return Named.alive();
    }
  }

  static final class Sweep {
    static void enter() {
      Stragglers.sweep();
    }
  }
}
