package dev.spoor.agent.lib.woven;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.agent.weave.Events;
import java.util.List;

/** Advice for the shapes of methods in {@code Shapes}. */
public final class ShapesPlugin implements Plugin {
  private static final String SHAPES = "dev.spoor.agent.weave.Shapes";

  @Override
  public String name() {
    return "shapes";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type(SHAPES)
            .method("aBoolean")
            .method("aByte")
            .method("aChar")
            .method("aShort")
            .method("anInt")
            .method("aLong")
            .method("aFloat")
            .method("aDouble")
            .method("aString")
            .method("anArray")
            .method("nothing")
            .method("loops")
            .method("loopsFromTheStart")
            .method("throwsSometimes")
            .method("finallyReturns")
            .method("locked")
            .method("switches")
            .method("lambda$lambda$0")
            .advice("Watch")
            .method("add")
            .advice("AddOne")
            .method("uninteresting")
            .advice("Uninterested")
            .method("thrower")
            .advice("Thrown")
            .method("overwritesArguments")
            .advice("Arguments")
            .method("voidAfter")
            .advice("VoidAfter")
            .method("wide")
            .replaceArgument(1, "Halve")
            .method("wrongly")
            .advice("WrongResult")
            .method("stateful")
            .advice("Elapsed")
            .method("both")
            .advice("First")
            .advice("Second")
            .replaceArgument(0, "Quote")
            .constructor("boolean", "java.lang.String")
            .replaceArgument(1, "QuoteSecond")
            .advice("Made")
            .advice("Making")
            .method("calls")
            .replaceCalls(SHAPES, "hidden", "(Ljava/lang/String;)Ljava/lang/String;", "Around")
            .replaceCalls("java.lang.Math", "max", "(JJ)J", "Min"));
  }

  static final class Watch {
    static Object enter() {
      Events.add("enter");
      return "state";
    }

    static Object exit(Object state, Object returned, Throwable thrown) {
      Events.add(state + " " + returned + " " + thrown);
      return returned;
    }
  }

  static final class AddOne {
    static Object enter(Object self, int left, long right) {
      Events.add(left + "+" + right);
      return left;
    }

    static long exit(Object state, long returned, Throwable thrown) {
      return returned + 1;
    }
  }

  static final class Uninterested {
    static Object enter() {
      return null;
    }

    static void exit(Object state) {
      Events.add("must not be called");
    }
  }

  static final class Thrown {
    static Object enter() {
      return "state";
    }

    static void exit(Object state, Throwable thrown) {
      Events.add(state + " " + thrown.getMessage());
      throw new IllegalStateException("advice fails, the application must see its own exception");
    }
  }

  static final class Arguments {
    static String after(
        String returned, Object self, String text, long wide, double wider, int[] array) {
      return returned + " " + text + " " + wide + " " + wider + " " + array.length;
    }
  }

  static final class VoidAfter {
    static void after(Object self, String text) {
      Events.add("after " + text);
    }
  }

  static final class Halve {
    static double replace(Object self, long first, double second) {
      return second / 2;
    }
  }

  static final class WrongResult {
    static Object enter() {
      return "";
    }

    static Object exit(Object state, Object returned, Throwable thrown) {
      return new Object();
    }
  }

  static final class Elapsed {
    static StringBuilder enter(Object self, StringBuilder text) {
      return text.append("enter ");
    }

    static void exit(Object state) {
      ((StringBuilder) state).append("exit");
    }
  }

  static final class First {
    static Object enter(String text) {
      Events.add("first " + text);
      return "";
    }

    static String exit(Object state, String returned, Throwable thrown) {
      Events.add("first ends");
      return returned + " 1";
    }
  }

  static final class Second {
    static Object enter(String text) {
      Events.add("second " + text);
      return "";
    }

    static String exit(Object state, String returned, Throwable thrown) {
      Events.add("second ends");
      return returned + " 2";
    }
  }

  static final class Quote {
    static String replace(String text) {
      return "'" + text + "'";
    }
  }

  static final class QuoteSecond {
    static String replace(boolean first, String text) {
      return "'" + text + "'";
    }
  }

  static final class Made {
    static void after(Object self, boolean first, String text) {
      Events.add("made " + self + " of " + text);
    }
  }

  static final class Making {
    static Object enter(boolean first) {
      Events.add("making " + first);
      return "state";
    }

    static void exit(Object state, Throwable thrown) {
      Events.add("made with " + state + " " + thrown);
    }
  }

  static final class Around {
    static String call(java.lang.invoke.MethodHandle original, Object receiver, String text)
        throws Throwable {
      return "<" + original.invoke(receiver, text) + ">";
    }
  }

  static final class Min {
    static long call(long left, long right) {
      return Math.min(left, right);
    }
  }
}
