package dev.spoor.agent.plugin;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Finds public methods of a library by name when advice is linked, for what differs between
 * versions of the library so that advice cannot be compiled against it.
 *
 * <p>Keep the result in a {@code static final} field of the advice: then a call costs what a direct
 * call costs. All references are {@code Object} in the handle's type, but for the types of the JDK
 * that the caller names. A missing method throws, which switches the advice off for that class
 * loader.
 */
public final class Members {
  private Members() {}

  /**
   * A handle to the method of that name whose parameters fit.
   *
   * @param advice the class that will use it; the library is looked for where it sees it
   * @param owner binary name of the library's class
   * @param type what the handle shall look like, receiver first; a parameter that is {@code Object}
   *     fits any reference
   */
  public static MethodHandle virtual(Class<?> advice, String owner, String name, MethodType type) {
    try {
      Class<?> home = Class.forName(owner, false, advice.getClassLoader());
      for (Method method : home.getMethods()) {
        if (method.getName().equals(name) && fits(method, type)) {
          return MethodHandles.publicLookup().unreflect(method).asType(type);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(owner + "." + name, e);
    }
    throw new IllegalArgumentException(owner + "." + name + " is missing");
  }

  private static boolean fits(Method method, MethodType type) {
    Class<?>[] has = method.getParameterTypes();
    Class<?>[] wanted = Arrays.copyOfRange(type.parameterArray(), 1, type.parameterCount());
    if (has.length != wanted.length || method.isBridge()) {
      return false;
    }
    for (int i = 0; i < has.length; i++) {
      boolean any = wanted[i] == Object.class && !has[i].isPrimitive();
      if (!any && has[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
