package dev.spoor.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.function.Consumer;
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
public final class AgentLoader extends ClassLoader implements Consumer<Instrumentation> {
  private static final String ROOT = "spoor/";
  private static final String START_CLASS = "dev.spoor.agent.AgentStart";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final URL location;
  private final ProtectionDomain domain;

  /**
   * Reads the jar that this class itself comes from.
   *
   * @throws IOException if the jar cannot be read
   */
  public AgentLoader() throws IOException, URISyntaxException {
    super("spoor-agent", ClassLoader.getPlatformClassLoader());
    this.location = AgentLoader.class.getProtectionDomain().getCodeSource().getLocation();
    this.jar = new ZipFile(new File(location.toURI()));
    this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }

  /** Starts the agent; called by the entry class. What goes wrong is thrown with its cause. */
  @Override
  @SuppressWarnings("unchecked")
  public void accept(Instrumentation instrumentation) {
    try {
      Consumer<Instrumentation> start =
          Class.forName(START_CLASS, true, this)
              .asSubclass(Consumer.class)
              .getDeclaredConstructor()
              .newInstance();
      start.accept(instrumentation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
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
