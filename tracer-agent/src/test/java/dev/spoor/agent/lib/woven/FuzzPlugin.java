package dev.spoor.agent.lib.woven;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/** Advice with any number of arguments; it is woven and verified, never run. */
public final class FuzzPlugin implements Plugin {
  @Override
  public String name() {
    return "fuzz";
  }

  @Override
  public List<Target> targets() {
    return List.of();
  }

  static final class Around0 {
    static Object enter() {
      return null;
    }

    static Object exit(Object state, Object returned, Throwable thrown) {
      return returned;
    }
  }

  static final class Around1 {
    static Object enter(Object first) {
      return null;
    }

    static Object exit(Object state, Object returned, Throwable thrown) {
      return returned;
    }
  }

  static final class Around2 {
    static Object enter(Object first, Object second) {
      return null;
    }

    static void exit(Object state, Throwable thrown) {}
  }

  static final class Around3 {
    static Object enter(Object first, Object second, Object third) {
      return null;
    }

    static void exit(Object state) {}
  }

  static final class After0 {
    static Object after(Object returned) {
      return returned;
    }
  }

  static final class After1 {
    static Object after(Object returned, Object first) {
      return returned;
    }
  }

  static final class After2 {
    static Object after(Object returned, Object first, Object second) {
      return returned;
    }
  }

  static final class After3 {
    static void after(Object returned, Object first, Object second, Object third) {}
  }

  static final class AfterVoid0 {
    static void after() {}
  }

  static final class AfterVoid1 {
    static void after(Object first) {}
  }

  static final class AfterVoid2 {
    static void after(Object first, Object second) {}
  }

  static final class AfterVoid3 {
    static void after(Object first, Object second, Object third) {}
  }

  static final class Replace1 {
    static Object replace(Object first) {
      return first;
    }
  }

  static final class Replace2 {
    static Object replace(Object first, Object second) {
      return second;
    }
  }

  static final class Replace3 {
    static Object replace(Object first, Object second, Object third) {
      return third;
    }
  }
}
