package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.agent.lib.woven.ShapesPlugin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Woven methods are run: they must do what they did, and what their advice says. */
class WeaverTest {
  private static Class<?> woven;
  private Object subject;

  @BeforeEach
  void load() throws Exception {
    if (woven == null) {
      woven = Weaving.load(Shapes.class, new ShapesPlugin());
    }
    subject = woven.getConstructor().newInstance();
    Events.take();
  }

  private Object run(String name, Object... arguments) throws Exception {
    for (Method method : woven.getDeclaredMethods()) {
      if (method.getName().equals(name) && !method.isBridge()) {
        try {
          return method.invoke(subject, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private void assertWatched(Object expected, Object actual) {
    assertThat(actual).isEqualTo(expected);
    assertThat(Events.take()).containsExactly("enter", "state " + expected + " null");
  }

  @Test
  void everyReturnTypePassesThroughExit() throws Exception {
    assertWatched(false, run("aBoolean", true));
    assertWatched((byte) 8, run("aByte", (byte) 7));
    assertWatched('b', run("aChar", 'a'));
    assertWatched((short) 8, run("aShort", (short) 7));
    assertWatched(8, run("anInt", 7));
    assertWatched(17L, run("aLong", 7L, 3));
    assertWatched(8.5f, run("aFloat", 7.5f));
    assertWatched(5.0, run("aDouble", 8.0));
    assertWatched("text", run("aString", "text"));
    assertWatched("none", run("aString", (Object) null));
    assertWatched(null, run("nothing"));
    assertThat(((int[][]) run("anArray", 3))).hasDimensions(3, 1);
  }

  @Test
  void bodiesWithFramesWorkAsBefore() throws Exception {
    assertWatched(20L, run("loops", 10));
    assertWatched(-1L, run("loops", 3000));
    assertWatched(-1, run("loopsFromTheStart", 5));
    assertWatched(3, run("throwsSometimes", 3));
    assertWatched(0, run("throwsSometimes", 0));
    assertWatched(5, run("finallyReturns", 2));
    assertWatched("true true", run("locked", new Object()));
    assertWatched("A", run("switches", "a"));
    assertWatched("cc", run("switches", "c"));
    assertWatched("textplain", run("lambda", "text"));
  }

  @Test
  void exitSeesWhatTheBodyThrowsAndTheCallerSeesItToo() {
    assertThatThrownBy(() -> run("throwsSometimes", -1)).hasMessage("negative");
    assertThat(Events.take())
        .containsExactly("enter", "state 0 java.lang.IllegalArgumentException: negative");

    assertThatThrownBy(() -> run("finallyReturns", 0)).isInstanceOf(ArithmeticException.class);
    assertThat(Events.take()).hasSize(2);

    assertThatThrownBy(() -> run("thrower", "mine"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("mine");
    assertThat(Events.take()).containsExactly("state mine");
  }

  @Test
  void exitReplacesTheReturnedValue() throws Exception {
    assertThat(run("add", 1, 2L)).isEqualTo(4L);
    assertThat(Events.take()).containsExactly("1+2");
  }

  @Test
  void nullStateMeansNoExit() throws Exception {
    assertThat(run("uninteresting")).isEqualTo("same");
    assertThat(Events.take()).isEmpty();
  }

  @Test
  void stateMayHaveAnyType() throws Exception {
    StringBuilder text = new StringBuilder();
    run("stateful", text);
    assertThat(text).hasToString("enter body exit");
  }

  @Test
  void aResultOfTheWrongTypeIsDropped() throws Exception {
    int before = Weaving.state("shapes").failed();
    assertThat(run("wrongly")).isEqualTo("right");
    assertThat(Weaving.state("shapes").failed()).isEqualTo(before + 1);
  }

  @Test
  void afterSeesTheArgumentsOfTheCaller() throws Exception {
    assertThat(run("overwritesArguments", "a", 2L, 3.0, new int[4]))
        .isEqualTo("a20-2.0other a 2 3.0 4");
    run("voidAfter", "mine");
    assertThat(Events.take()).endsWith("after mine");
  }

  @Test
  void replacedArgumentReachesTheBody() throws Exception {
    assertThat(run("wide", 1L, 4.0, 3)).isEqualTo(6.0);
  }

  @Test
  void severalRulesWrapInTheirOrder() throws Exception {
    assertThat(run("both", "x")).isEqualTo("body 'x' 2 1");
    assertThat(Events.take()).containsExactly("first x", "second x", "second ends", "first ends");
  }

  @Test
  void constructorsRunAdviceBeforeAndAfter() throws Exception {
    Object made = woven.getConstructor(boolean.class, String.class).newInstance(true, "t");
    assertThat(made).hasToString("'t'1");
    assertThat(Events.take())
        .containsExactly("making true", "made with state null", "made 't'1 of 't'");
  }

  @Test
  void callsAreReplacedPrivateOnesToo() throws Exception {
    assertThat(run("calls", "x")).isEqualTo("<xplain>1");
  }

  @Test
  void debugInformationOfTheBodySurvives() throws Exception {
    StackTraceElement plain = null;
    try {
      new Shapes().thrower("");
    } catch (UnsupportedOperationException e) {
      plain = e.getStackTrace()[0];
    }
    try {
      run("thrower", "");
    } catch (UnsupportedOperationException e) {
      assertThat(e.getStackTrace()[0].getLineNumber()).isEqualTo(plain.getLineNumber());
      assertThat(e.getStackTrace()[0].getFileName()).isEqualTo("Shapes.java");
    }
    assertThat(List.of(woven.getDeclaredFields())).hasSize(1);
    assertThat(woven.getInterfaces()).hasSize(1);
    assertThat(woven.getDeclaredMethods()).hasSize(Shapes.class.getDeclaredMethods().length);
  }
}
