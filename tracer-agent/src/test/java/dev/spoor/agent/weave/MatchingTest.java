package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.agent.lib.woven.OddPlugin;
import dev.spoor.agent.lib.woven.ShapesPlugin;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final Target CALLABLES =
      Target.subtypesOf("java.util.concurrent.Callable")
          .method("call")
          .arguments(0)
          .advice("MatchingTest$Call");

  interface Special extends Callable<String> {}

  abstract static class Base implements Special {}

  static class Leaf extends Base {
    @Override
    public String call() {
      return "leaf";
    }
  }

  static class Other {
    public String call() {
      return "other";
    }
  }

  abstract static class Bodiless implements Callable<String> {
    @Override
    public abstract String call();
  }

  private static Transformer transformer(Target... targets) {
    Plugin plugin = new TestPlugin(List.of(targets));
    Index index = new Index(List.of(new PluginState(plugin)));
    ClassLoader elsewhere = new ClassLoader(null) {};
    return new Transformer(
        elsewhere, index, Weaving.HIERARCHY, Weaving.WEAVER, new Exclusions(List.of()));
  }

  private record TestPlugin(List<Target> targets) implements Plugin {
    @Override
    public String name() {
      return "matching";
    }
  }

  static final class Call {
    static void enter() {}
  }

  private static boolean matches(Transformer transformer, Class<?> type) throws Exception {
    String name = type.getName();
    return transformer.transform(
            null, new Weaving.Loader(Map.of()), alias(name), null, null, Weaving.bytes(name))
        != null;
  }

  /** Tests live below a prefix that families ignore; the name is looked at, not the file. */
  private static String alias(String name) {
    return name.replace("dev.spoor.agent.", "dev.spoor.app.").replace('.', '/');
  }

  @Test
  void familiesReachThroughClassesAndInterfaces() throws Exception {
    Transformer transformer = transformer(CALLABLES);
    assertThat(matches(transformer, Leaf.class)).isTrue();
    assertThat(matches(transformer, Other.class)).isFalse();
    assertThat(matches(transformer, Base.class)).isFalse();
    assertThat(matches(transformer, Bodiless.class)).isFalse();
    assertThat(matches(transformer, Shapes.class)).isTrue();
  }

  abstract static class Task extends java.util.TimerTask {
    @Override
    public void run() {}
  }

  @Test
  void familiesReachThroughTheJdksOwnTypes() throws Exception {
    Transformer transformer =
        transformer(
            Target.subtypesOf("java.lang.Runnable").method("run").advice("MatchingTest$Call"));
    assertThat(matches(transformer, Task.class)).isTrue();
  }

  static class Opened implements Special, AutoCloseable {
    @Override
    public String call() {
      return "open";
    }

    @Override
    public void close() {}
  }

  abstract static class OnlyClosed implements Special, AutoCloseable {
    @Override
    public void close() {}
  }

  @Test
  void anIncidentalMethodTellsNoFamilyButIsWovenBesideOthers() throws Exception {
    Target closed = CALLABLES.method("close").arguments(0);
    Target telling = closed.advice("MatchingTest$Call");
    Target incidental = closed.incidental().advice("MatchingTest$Call");
    assertThat(matches(transformer(telling), OnlyClosed.class)).isTrue();
    assertThat(matches(transformer(incidental), OnlyClosed.class)).isFalse();
    assertThat(size(transformer(incidental), Opened.class))
        .isEqualTo(size(transformer(telling), Opened.class))
        .isGreaterThan(size(transformer(CALLABLES), Opened.class));
  }

  private static int size(Transformer transformer, Class<?> type) throws Exception {
    String name = type.getName();
    byte[] woven =
        transformer.transform(
            null, new Weaving.Loader(Map.of()), alias(name), null, null, Weaving.bytes(name));
    return woven == null ? 0 : woven.length;
  }

  @Test
  void bootClassesBelongToNoFamilyButCanBeNamed() throws Exception {
    byte[] bytes = Weaving.bytes("java.util.concurrent.FutureTask");
    Transformer family =
        transformer(
            Target.subtypesOf("java.lang.Runnable").method("run").advice("MatchingTest$Call"));
    Transformer exact =
        transformer(
            Target.type("java.util.concurrent.FutureTask")
                .method("run")
                .advice("MatchingTest$Call"));
    String name = "java/util/concurrent/FutureTask";
    assertThat(family.transform(null, null, name, null, null, bytes)).isNull();
    assertThat(exact.transform(null, null, name, null, null, bytes)).isNotNull();
  }

  @Test
  void whatCannotBeReadOrWovenStaysAsItIs() throws Exception {
    Target bad = Target.type("dev.spoor.app.Any").method("call").advice("NoSuchAdvice");
    Target good = Target.type("dev.spoor.app.Any").method("call").advice("MatchingTest$Call");
    String name = "dev/spoor/app/Any";
    ClassLoader loader = new Weaving.Loader(Map.of());
    byte[] bytes = Weaving.bytes(Leaf.class.getName());
    assertThat(transformer(bad).transform(null, loader, name, null, null, bytes)).isNull();
    assertThat(transformer(bad, good).transform(null, loader, name, null, null, bytes)).isNotNull();
    Transformer family = transformer(CALLABLES);
    assertThat(family.transform(null, loader, "a/B", null, null, new byte[7])).isNull();
    assertThat(family.transform(null, loader, null, null, null, bytes)).isNull();
  }

  @Test
  void theAgentsOwnClassesAreNeverTouched() throws Exception {
    Transformer transformer = transformer(CALLABLES);
    byte[] bytes = Weaving.bytes(Leaf.class.getName());
    PluginLoader own = new PluginLoader(Weaving.HOME, Weaving.HOME);
    assertThat(transformer.transform(null, own, "a/Leaf", null, null, bytes)).isNull();
  }

  @Test
  void ignoresGeneratedClassesAndRuntimes() {
    assertThat(Ignores.covers("com/acme/Foo$$SpringCGLIB$$0")).isTrue();
    assertThat(Ignores.covers("net/bytebuddy/X")).isTrue();
    assertThat(Ignores.covers("org/h2/jdbc/JdbcStatement")).isFalse();
    assertThat(Ignores.covers("com/acme/Outer$Inner")).isFalse();
    assertThat(Ignores.covers((ClassLoader) null)).isTrue();
    assertThat(Ignores.covers(Weaving.HOME)).isFalse();
  }

  @Test
  void selectorsTellMethodsApart() {
    Target target =
        Target.type("a.B")
            .method("exact", "java.lang.String", "int[]")
            .method("counted")
            .arguments(2)
            .constructor("long")
            .advice("X");
    var rule = target.rules().get(0);
    assertThat(rule.covers("exact", "(Ljava/lang/String;[I)V")).isTrue();
    assertThat(rule.covers("exact", "(Ljava/lang/String;)V")).isFalse();
    assertThat(rule.covers("counted", "(J[[Ljava/lang/String;)I")).isTrue();
    assertThat(rule.covers("counted", "(J)I")).isFalse();
    assertThat(rule.covers("<init>", "(J)V")).isTrue();
    assertThat(rule.covers("other", "()V")).isFalse();
    assertThatThrownBy(() -> Target.type("a.B").advice("X"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.type("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pluginsNameAdviceThatExists() {
    for (Plugin plugin : List.of(new ShapesPlugin(), new OddPlugin())) {
      for (Target target : plugin.targets()) {
        for (var rule : target.rules()) {
          String name = plugin.getClass().getName();
          assertThat(AdviceClass.find(Weaving.HOME, name, rule.action().advice())).isNotNull();
        }
      }
    }
  }
}
