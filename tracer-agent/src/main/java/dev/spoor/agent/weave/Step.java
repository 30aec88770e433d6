package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.Action;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** One action on one method: which visitor does it, and how many local variables that one adds. */
record Step(PluginState state, Kind kind, Sites sites, Action action) {
  enum Kind {
    ENTER,
    AROUND,
    AFTER,
    ARGUMENT,
    CALLS
  }

  static Step of(PluginState state, Sites sites, Action action) {
    if (action instanceof Action.ReplaceArgument) {
      return new Step(state, Kind.ARGUMENT, sites, action);
    }
    if (action instanceof Action.ReplaceCalls) {
      return new Step(state, Kind.CALLS, sites, action);
    }
    return new Step(state, kindOf(sites.advice), sites, action);
  }

  private static Kind kindOf(AdviceClass advice) {
    @Nullable String enter = advice.method("enter");
    boolean after = advice.method("after") != null;
    boolean exit = advice.method("exit") != null;
    if (enter == null ? !after || exit : after) {
      throw new WeaveRefused(advice.name() + " must have enter (and exit), or after alone");
    }
    if (enter == null) {
      return Kind.AFTER;
    }
    if (!exit) {
      return Kind.ENTER;
    }
    if (Type.getReturnType(enter).getSort() == Type.VOID) {
      throw new WeaveRefused(advice.name() + ": the state for exit is what enter returns");
    }
    return Kind.AROUND;
  }

  int locals(WovenMethod method) {
    return switch (kind) {
      case AROUND -> AroundVisitor.LOCALS;
      case AFTER -> AfterVisitor.locals(method);
      case ENTER, ARGUMENT, CALLS -> 0;
    };
  }

  MethodVisitor visitor(MethodVisitor next, WovenMethod method, int base) {
    return switch (kind) {
      case ENTER -> new EnterVisitor(next, method, base, sites);
      case AROUND -> new AroundVisitor(next, method, base, sites);
      case AFTER -> new AfterVisitor(next, method, base, sites);
      case ARGUMENT ->
          new ReplaceArgumentVisitor(
              next, method, base, sites, ((Action.ReplaceArgument) action).index());
      case CALLS -> new ReplaceCallsVisitor(next, sites, (Action.ReplaceCalls) action);
    };
  }

  /** This step is left out, the method's other ones are not. */
  void refuse(WovenMethod method, WeaveRefused reason) {
    refuse(state, method.owner().replace('/', '.') + "." + method.name(), reason);
  }

  static void refuse(PluginState state, String method, WeaveRefused reason) {
    Counters.of("agent.weave.refused").increment();
    state.failed.incrementAndGet();
    Log.once(
        "refused " + reason.getMessage(),
        "no advice for " + method + ": " + reason.getMessage(),
        null);
  }
}
