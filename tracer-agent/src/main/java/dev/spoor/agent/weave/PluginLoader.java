package dev.spoor.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;

/**
 * Where advice lives: between one application class loader and the agent's.
 *
 * <p>Advice, and what else must link against the application's copy of a library, is defined here,
 * once per application loader. All other classes of the tracer come from the agent; {@code
 * dev.spoor.logs} and everything that is not ours come from the application.
 *
 * <p>It holds the application loader strongly, so nothing but advice that is linked into that
 * loader's classes may hold it; see {@link PluginLoaders}.
 */
final class PluginLoader extends ClassLoader {
  /** Packages that are defined here; each prefix ends in a dot. */
  private static final String[] DEFINED_HERE = {"dev.spoor.agent.lib.", "dev.spoor.otel."};

  private static final String OURS = "dev.spoor.";

  /** The package of ours that an application ships itself and that advice must meet there. */
  private static final String APPLICATIONS = "dev.spoor.logs.";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader home;
  private final String[] definedHere;
  private final ProtectionDomain domain;

  /**
   * @param application the loader that advice sees; the platform loader for the JDK's own classes
   * @param home the loader that has the tracer and the class files of advice
   * @param moreDefinedHere further package prefixes to define here, for tests
   */
  PluginLoader(ClassLoader application, ClassLoader home, String... moreDefinedHere) {
    super("spoor-plugins", application);
    this.home = home;
    this.domain = PluginLoader.class.getProtectionDomain();
    this.definedHere = new String[DEFINED_HERE.length + moreDefinedHere.length];
    System.arraycopy(DEFINED_HERE, 0, definedHere, 0, DEFINED_HERE.length);
    System.arraycopy(moreDefinedHere, 0, definedHere, DEFINED_HERE.length, moreDefinedHere.length);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (startsWithAny(name, definedHere)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
    if (name.startsWith(OURS) && !name.startsWith(APPLICATIONS)) {
      try {
        return home.loadClass(name);
      } catch (ClassNotFoundException notTheAgents) {
        return super.loadClass(name, resolve);
      }
    }
    return super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!startsWithAny(name, definedHere)) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = home.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
