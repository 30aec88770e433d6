package dev.spoor.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the linker class into {@code java.lang}, where woven code of every loader and module finds
 * it, without touching the boot class path. It opens that package to the agent's own module, and to
 * no other.
 */
final class LinkerClass {
  /** Internal name; the build gives the class this name in the agent's jar. */
  static final String NAME = "java/lang/SpoorLinker";

  private LinkerClass() {}

  static void define(Instrumentation instrumentation, InvocationHandler engine)
      throws IOException, ReflectiveOperationException {
    Module base = Object.class.getModule();
    Set<Module> us = Set.of(LinkerClass.class.getModule());
    instrumentation.redefineModule(
        base, Set.of(), Map.of(), Map.of("java.lang", us), Set.of(), Map.of());
    try (InputStream in = LinkerClass.class.getClassLoader().getResourceAsStream(NAME + ".class")) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + NAME);
      }
      Class<?> linker =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(in.readAllBytes());
      @SuppressWarnings("unchecked")
      Consumer<InvocationHandler> door =
          linker.asSubclass(Consumer.class).getDeclaredConstructor().newInstance();
      door.accept(engine);
    }
  }
}
