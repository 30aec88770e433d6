package dev.spoor.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Home of the tracer, the engine and the plugins: reads the class files that the agent's jar hides
 * below {@code spoor/}.
 *
 * <p>Its parent is the platform loader, so nothing of the application leaks into the agent and the
 * application sees nothing of the agent. The application's own copy of a class of ours, if it has
 * one, is a different class.
 *
 * <p>Parallel capable. The jar stays open for the life of the process; its directory is shared with
 * the JVM's own view of it, which has the jar on the system class path.
 */
public final class AgentLoader extends ClassLoader {
  private static final String ROOT = "spoor/";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final URL location;
  private final ProtectionDomain domain;

  AgentLoader(File jar, ClassLoader parent) throws IOException {
    super("spoor-agent", parent);
    this.jar = new ZipFile(jar);
    this.location = jar.toURI().toURL();
    this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }

  /**
   * Starts the agent; called by the entry class.
   *
   * @throws Exception whatever went wrong; the entry class tells it in one line
   */
  public static void start(File jar, Instrumentation instrumentation) throws Exception {
    AgentLoader loader = new AgentLoader(jar, ClassLoader.getPlatformClassLoader());
    Class.forName("dev.spoor.agent.AgentStart", true, loader)
        .getMethod("start", Instrumentation.class)
        .invoke(null, instrumentation);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = read(name.replace('.', '/') + ".classdata");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (getDefinedPackage(packageName) == null) {
      definePackage(packageName);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /** Two threads may race to define a package; the loser's attempt is not an error. */
  private void definePackage(String name) {
    try {
      definePackage(name, null, null, null, "Spoor", null, "dev.spoor", null);
    } catch (IllegalArgumentException alreadyThere) {
      return;
    }
  }

  /** Class files are found here as well, under their ordinary names, for whoever reads advice. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = read(name.endsWith(".class") ? name + "data" : name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String hidden = ROOT + (name.endsWith(".class") ? name + "data" : name);
    try {
      return jar.getEntry(hidden) == null ? null : new URL("jar:" + location + "!/" + hidden);
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  private byte @Nullable [] read(String name) {
    ZipEntry entry = jar.getEntry(ROOT + name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }
}
