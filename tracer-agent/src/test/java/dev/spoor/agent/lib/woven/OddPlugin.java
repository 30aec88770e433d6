package dev.spoor.agent.lib.woven;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/** Adds one to what {@code Odd.odd} returns. */
public final class OddPlugin implements Plugin {
  @Override
  public String name() {
    return "odd";
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.type("dev.spoor.app.Odd").method("odd").advice("AddOne"));
  }

  static final class AddOne {
    static Object enter(int argument) {
      return argument;
    }

    static long exit(Object state, long returned, Throwable thrown) {
      return returned + 1;
    }
  }
}
