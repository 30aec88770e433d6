package dev.spoor.agent.weave;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugin loader of each application loader.
 *
 * <p>Neither side is held from here: a plugin loader holds its application loader, so a strong
 * value would keep a redeployed application for ever. What keeps a plugin loader is the call sites
 * that are linked to its classes, and they go with the application's classes. Thread safe.
 */
final class PluginLoaders {
  private final ClassLoader home;
  private final String[] moreDefinedThere;
  private final Map<ClassLoader, WeakReference<PluginLoader>> loaders = new WeakHashMap<>();

  PluginLoaders(ClassLoader home, String... moreDefinedThere) {
    this.home = home;
    this.moreDefinedThere = moreDefinedThere;
  }

  /** The loader for advice in classes of the given one; null is the boot loader. */
  PluginLoader of(@Nullable ClassLoader application) {
    ClassLoader key = application == null ? ClassLoader.getPlatformClassLoader() : application;
    synchronized (loaders) {
      WeakReference<PluginLoader> reference = loaders.get(key);
      PluginLoader loader = reference == null ? null : reference.get();
      if (loader == null) {
        loader = new PluginLoader(key, home, moreDefinedThere);
        loaders.put(key, new WeakReference<>(loader));
      }
      return loader;
    }
  }
}
