package dev.spoor.agent.lib.woven;

import dev.spoor.agent.plugin.AnnotatedMethod;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.agent.weave.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Advice for methods with an annotation. */
public final class MarkedPlugin implements Plugin {
  private static final String TEST = "dev.spoor.agent.weave.AnnotatedMethodsTest$";

  @Override
  public String name() {
    return "marked";
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.annotatedWith(TEST + "Marked", TEST + "Told").advice("Watch"));
  }

  static final class Watch {
    static Object enter(AnnotatedMethod method, Object[] arguments) {
      List<String> told = new ArrayList<>();
      for (int i = 0; i < arguments.length; i++) {
        told.add(method.parameters().get(i) + "=" + arguments[i]);
      }
      String name = method.className() + "." + method.methodName();
      Events.add("enter " + name + " " + new TreeMap<>(method.values()) + " " + told);
      return method;
    }

    static void exit(Object state, Object returned, Throwable thrown) {
      Events.add("exit " + returned + " " + (thrown == null ? null : thrown.getMessage()));
    }
  }
}
