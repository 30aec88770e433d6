package dev.spoor.agent.weave;

import dev.spoor.agent.linker.SpoorLinker;
import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weaves classes in this JVM, without an agent, and loads them where their advice can be linked.
 */
final class Weaving {
  static final ClassLoader HOME = Weaving.class.getClassLoader();
  static final Hierarchy HIERARCHY = new Hierarchy();
  static final Weaver WEAVER = new Weaver(HOME, "dev/spoor/agent/linker/SpoorLinker", HIERARCHY);
  private static final Map<String, PluginState> STATES = new HashMap<>();

  static {
    new SpoorLinker().accept(new CallSites(new PluginLoaders(HOME), STATES));
  }

  private Weaving() {}

  /** The entries of one plugin with these targets; advice is looked for in and beside its class. */
  static List<Index.Entry> entries(Plugin plugin, List<Target> targets) {
    PluginState state = STATES.computeIfAbsent(plugin.name(), name -> new PluginState(plugin));
    List<Index.Entry> entries = new ArrayList<>();
    for (Target target : targets) {
      entries.add(new Index.Entry(state, target));
    }
    return entries;
  }

  static PluginState state(String plugin) {
    return STATES.get(plugin);
  }

  static byte[] bytes(String binaryName) throws IOException {
    try (InputStream in = HOME.getResourceAsStream(binaryName.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException("no class file of " + binaryName);
      }
      return in.readAllBytes();
    }
  }

  static byte[] weave(byte[] bytes, List<Index.Entry> entries) {
    return WEAVER.weave(HOME, bytes, new ClassFile(bytes), entries);
  }

  /**
   * A copy of the class, woven by the plugin's own targets that name it, in a loader of its own.
   */
  static Class<?> load(Class<?> subject, Plugin plugin) throws Exception {
    return load(subject.getName(), bytes(subject.getName()), plugin);
  }

  static Class<?> load(String name, byte[] bytes, Plugin plugin) throws Exception {
    byte[] woven = weave(bytes, entries(plugin, plugin.targets()));
    if (woven == null) {
      throw new IllegalStateException("no rule covers a method of " + name);
    }
    return new Loader(Map.of(name, woven)).loadClass(name);
  }

  /** Defines the given classes itself and leaves everything else to the tests' loader. */
  static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(HOME);
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        byte[] bytes = classes.get(name);
        Class<?> loaded = findLoadedClass(name);
        if (bytes == null || loaded != null) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
