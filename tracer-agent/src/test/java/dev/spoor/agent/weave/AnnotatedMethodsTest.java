package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.woven.MarkedPlugin;
import dev.spoor.agent.plugin.AnnotatedMethod;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that are chosen by an annotation, and what their advice is told of them. */
class AnnotatedMethodsTest {
  /** Chooses a method. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Marked {
    String value() default "";

    boolean quiet() default false;

    RetentionPolicy policy() default RetentionPolicy.CLASS;
  }

  /** Chooses a parameter. */
  @Retention(RetentionPolicy.CLASS)
  @interface Told {
    String value() default "";
  }

  public static class Subject {
    @Marked
    public String plain(String text, int number) {
      return text + number;
    }

    @Marked(value = "named, with = and #", quiet = true, policy = RetentionPolicy.SOURCE)
    public static double told(
        byte first, @Told("b") long second, double third, @Told("d") Object fourth) {
      return first + second + third;
    }

    @Marked
    public int[] fails(@Told("why") String why) {
      throw new IllegalStateException(why);
    }

    public void unmarked(@Told("never") String text) {
      Events.add("unmarked " + text);
    }
  }

  private Class<?> woven;

  @BeforeEach
  void weave() throws Exception {
    woven = Weaving.load(Subject.class, new MarkedPlugin());
    Events.take();
  }

  private Object run(String name, Object... arguments) throws Exception {
    for (Method method : woven.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(woven.getConstructor().newInstance(), arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Test
  void adviceIsToldOfTheMethodAndPaysForNoArguments() throws Exception {
    assertThat(run("plain", "a", 1)).isEqualTo("a1");
    assertThat(Events.take())
        .containsExactly("enter " + Subject.class.getName() + ".plain {} []", "exit a1 null");
  }

  @Test
  void annotatedParametersBringTheArgumentsOfAnyType() throws Exception {
    assertThat(run("told", (byte) 1, 2L, 3.5, "four")).isEqualTo(6.5);
    assertThat(Events.take())
        .containsExactly(
            "enter "
                + Subject.class.getName()
                + ".told {policy=SOURCE, quiet=true, value=named, with = and #}"
                + " [null=1, b=2, null=3.5, d=four]",
            "exit 6.5 null");
  }

  @Test
  void whatTheMethodThrowsIsToldAndThrown() throws Exception {
    try {
      run("fails", "because");
    } catch (IllegalStateException e) {
      Events.add("caught " + e.getMessage());
    }
    assertThat(Events.take())
        .containsExactly(
            "enter " + Subject.class.getName() + ".fails {} [why=because]",
            "exit null because",
            "caught because");
  }

  @Test
  void otherMethodsAreLeftAlone() throws Exception {
    run("unmarked", "x");
    assertThat(Events.take()).containsExactly("unmarked x");
    byte[] other = Weaving.bytes(Other.class.getName());
    MarkedPlugin plugin = new MarkedPlugin();
    assertThat(Weaving.weave(other, Weaving.entries(plugin, plugin.targets()))).isNull();
  }

  static class Other {
    void nothing() {}
  }

  @Test
  void whatIsToldSurvivesTheClassFile() {
    AnnotatedMethod method =
        new AnnotatedMethod(
            "a.B$C",
            "run",
            Map.of("value", "x=y #z", "empty", ""),
            Arrays.asList(null, "name", "", "ü=#"));
    assertThat(AnnotatedMethod.decode(method.encode())).isEqualTo(method);
    AnnotatedMethod bare = new AnnotatedMethod("A", "b", Map.of(), List.of());
    assertThat(AnnotatedMethod.decode(bare.encode())).isEqualTo(bare);
    assertThat(bare.hasParameters()).isFalse();
  }
}
