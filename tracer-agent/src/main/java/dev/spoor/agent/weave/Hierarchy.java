package dev.spoor.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers which types lie above a class, from class files alone.
 *
 * <p>Danger: the JVM passes the leaf of a hierarchy to transformers before it has loaded the types
 * above it, and a class that is loaded <em>inside</em> a transformer passes no transformer at all.
 * So nothing is loaded here; the files are read through the loader's own resources.
 *
 * <p>Answers are kept per loader, weakly. Thread safe; two threads may read the same file twice.
 */
final class Hierarchy {
  private static final String OBJECT = "java/lang/Object";
  private static final Set<String> BASE = Object.class.getModule().getPackages();
  private static final Supers NONE = new Supers(null, List.of());

  private final Map<ClassLoader, Map<String, Supers>> known = new WeakHashMap<>();

  /** The direct supertypes of a type. */
  private record Supers(@Nullable String superName, List<String> interfaces) {}

  /** Those of the wanted types that lie above a class, directly or not. */
  Set<String> above(ClassLoader loader, ClassFile type, Set<String> wanted) {
    boolean baseWanted = anyOfBase(wanted);
    Set<String> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(type.interfaces());
    add(open, type.superName());
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (name.equals(OBJECT) || !seen.add(name)) {
        continue;
      }
      if (wanted.contains(name)) {
        found.add(name);
      }
      if (!baseWanted && isOfBase(name)) {
        continue;
      }
      Supers supers = supersOf(loader, name);
      open.addAll(supers.interfaces());
      add(open, supers.superName());
    }
    return found;
  }

  /**
   * Whether a type is of {@code java.base}: {@code Closeable}, {@code Serializable}, {@code
   * Runnable}. Above it are only others of that module, and the file of a boot class is the dearest
   * of all to read.
   */
  private static boolean isOfBase(String name) {
    return name.startsWith("java/")
        && BASE.contains(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
  }

  private static boolean anyOfBase(Set<String> names) {
    for (String name : names) {
      if (isOfBase(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The class that both types extend, as frames of old class files need it; {@code Object} in
   * doubt.
   */
  String commonSuperclass(@Nullable ClassLoader loader, String left, String right) {
    ClassLoader reader = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    Set<String> chain = new HashSet<>();
    for (String at = left; at != null && chain.add(at); ) {
      at = supersOf(reader, at).superName();
    }
    Set<String> seen = new HashSet<>();
    for (String at = right; at != null && seen.add(at); ) {
      if (chain.contains(at)) {
        return at;
      }
      at = supersOf(reader, at).superName();
    }
    return OBJECT;
  }

  private static void add(List<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }

  private Supers supersOf(ClassLoader loader, String name) {
    synchronized (known) {
      Map<String, Supers> mine = known.get(loader);
      Supers supers = mine == null ? null : mine.get(name);
      if (supers != null) {
        return supers;
      }
    }
    Supers read = read(loader, name);
    synchronized (known) {
      Map<String, Supers> mine = known.get(loader);
      if (mine == null) {
        mine = new HashMap<>();
        known.put(loader, mine);
      }
      mine.put(name, read);
    }
    return read;
  }

  private static Supers read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        return NONE;
      }
      ClassFile file = new ClassFile(in.readAllBytes());
      return new Supers(file.superName(), file.interfaces());
    } catch (IOException | RuntimeException e) {
      return NONE;
    }
  }
}
