package dev.spoor.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The static methods of an advice class, read from its file: the class itself must not be loaded
 * here, since it names types that only the application's loader has. Immutable.
 *
 * @param name binary name
 * @param methods descriptors by method name
 */
record AdviceClass(String name, Map<String, String> methods) {
  /**
   * Finds an advice class by its simple name: nested in the plugin, or beside it.
   *
   * @param home the loader that has the class files of plugins
   */
  static AdviceClass find(ClassLoader home, String plugin, String simpleName) {
    AdviceClass nested = read(home, plugin + "$" + simpleName);
    if (nested != null) {
      return nested;
    }
    AdviceClass sibling = read(home, plugin.substring(0, plugin.lastIndexOf('.') + 1) + simpleName);
    if (sibling == null) {
      throw new WeaveRefused("there is no advice " + simpleName + " in or beside " + plugin);
    }
    return sibling;
  }

  private static @Nullable AdviceClass read(ClassLoader home, String name) {
    try (InputStream in = home.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        return null;
      }
      Map<String, String> methods = new HashMap<>();
      for (ClassFile.Method method : new ClassFile(in.readAllBytes()).methods()) {
        if ((method.access() & Opcodes.ACC_STATIC) != 0) {
          methods.put(method.name(), method.descriptor());
        }
      }
      return new AdviceClass(name, methods);
    } catch (IOException e) {
      return null;
    }
  }

  /** Descriptor of the method of that name, null if there is none. */
  @Nullable String method(String method) {
    return methods.get(method);
  }

  String required(String method) {
    String descriptor = methods.get(method);
    if (descriptor == null) {
      throw new WeaveRefused(name + " has no static method " + method);
    }
    return descriptor;
  }

  /**
   * The descriptor of a call site for one of the methods: the woven code's own types, cut to what
   * the advice declares. Where the advice takes an {@code Object}, so does the site; then neither
   * the JVM has to resolve the library's type nor an adapter has to be made.
   *
   * @param offered what the woven code can pass
   */
  String siteDescriptor(String method, Type returned, Type... offered) {
    Type[] wanted = Type.getArgumentTypes(required(method));
    if (wanted.length > offered.length) {
      throw new WeaveRefused(name + "." + method + " wants more arguments than there are");
    }
    Type[] result = new Type[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      boolean asObject = isObject(wanted[i]) && isReference(offered[i]);
      result[i] = asObject ? wanted[i] : offered[i];
    }
    return Type.getMethodDescriptor(returned, result);
  }

  static boolean isReference(Type type) {
    return type.getSort() >= Type.ARRAY;
  }

  static boolean isObject(Type type) {
    return type.getDescriptor().equals("Ljava/lang/Object;");
  }
}
