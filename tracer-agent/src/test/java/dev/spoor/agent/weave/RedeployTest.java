package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.woven.ShapesPlugin;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class RedeployTest {
  private static final long DEADLINE_NANOS = 30_000_000_000L;

  @Test
  void aDroppedApplicationIsCollectedWithItsAdvice() throws Exception {
    WeakReference<ClassLoader> loader = use();
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (loader.get() != null && System.nanoTime() < end) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(loader.get()).isNull();
  }

  /** In a method of its own, so that no variable of the test keeps anything. */
  private static WeakReference<ClassLoader> use() throws Exception {
    Class<?> woven = Weaving.load(Shapes.class, new ShapesPlugin());
    Object subject = woven.getConstructor().newInstance();
    Object sum = woven.getMethod("add", int.class, long.class).invoke(subject, 1, 2L);
    assertThat(sum).isEqualTo(4L);
    return new WeakReference<>(woven.getClassLoader());
  }
}
