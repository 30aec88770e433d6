package dev.spoor.agent.linker;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one class of ours in {@code java.lang}: the build moves it there, so that woven code finds it
 * from every class loader and module (OSGi bundles and application servers included) without
 * anything being appended to the boot class path, which would cost the application its class-data
 * sharing.
 *
 * <p>It knows only types of {@code java.base}. The bootstrap method takes and returns {@code
 * Object} because the JVM calls it with exactly that shape, so that no adapter has to be generated;
 * an {@link InvocationHandler} is the one interface of the JDK that takes anything and may throw
 * anything.
 */
public final class SpoorLinker implements Consumer<InvocationHandler> {
  private static @Nullable InvocationHandler handler;

  /** For the engine, which makes one to pass itself in. */
  public SpoorLinker() {}

  /** Sets the engine that links; only the first call counts. */
  @Override
  public void accept(InvocationHandler engine) {
    if (handler == null) {
      handler = engine;
    }
  }

  /**
   * Bootstrap method of all woven call sites.
   *
   * @param name what the site is for: {@code enter}, {@code exit}, {@code failed} and so on
   * @param type the site's method type
   * @param advice which advice, in the engine's own notation
   * @return a call site
   */
  public static Object link(MethodHandles.Lookup caller, String name, Object type, Object advice)
      throws Throwable {
    InvocationHandler engine = handler;
    if (engine == null) {
      throw new IllegalStateException("there is no engine");
    }
    return engine.invoke(caller, null, new Object[] {name, type, advice});
  }
}
