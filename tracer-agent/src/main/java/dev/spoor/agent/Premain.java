package dev.spoor.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent: decides whether to start at all, then hands over to {@link
 * AgentLoader}.
 *
 * <p>It is the only class of ours that the application's class loader can see, and it is Java 8
 * bytecode, so that an older JVM gets one clear line instead of a stack trace. Everything up to the
 * hand-over runs in every JVM that inherits {@code JAVA_TOOL_OPTIONS}, JDK tools included: no
 * lambda, no thread, no logging, nothing beyond what the JVM itself has loaded by then.
 *
 * <p>It is a class loader only because something must define {@link AgentLoader}, whose class file
 * is hidden from the application; it knows that one class and no other.
 *
 * <p>Danger: nothing may be thrown out of here, or the JVM aborts the application.
 */
public final class Premain extends ClassLoader {
  private static final String LOADER_CLASS = "dev.spoor.agent.AgentLoader";
  private static final String INSTALLED = "dev.spoor.agent.installed";

  private final File jar;

  private Premain(ClassLoader parent, File jar) {
    super(parent);
    this.jar = jar;
  }

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached to a running process. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      String version = System.getProperty("java.specification.version", "");
      if (version.startsWith("1.") || Integer.parseInt(version) < 17) {
        tell("Java " + version + " is too old, 17 is needed; the application runs without tracing");
        return;
      }
      if (isJdkTool() || System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
        return;
      }
      applyArguments(arguments);
      if (isSwitchedOff()) {
        return;
      }
      // The property, not a static field: a second jar brings a second copy of this class.
      if (System.setProperty(INSTALLED, "true") != null) {
        tell("the agent is installed already; this second one does nothing");
        return;
      }
      handOver(instrumentation);
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      tell("the agent could not start, the application runs without tracing: " + cause);
    }
  }

  private static void handOver(Instrumentation instrumentation) throws Exception {
    File jar = new File(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassLoader platform = ClassLoader.getSystemClassLoader();
    while (platform.getParent() != null) {
      platform = platform.getParent();
    }
    // A constructor without arguments and an interface: any other reflective call makes the JVM
    // generate classes for it.
    @SuppressWarnings("unchecked")
    Consumer<Instrumentation> loader =
        Class.forName(LOADER_CLASS, true, new Premain(platform, jar))
            .asSubclass(Consumer.class)
            .getDeclaredConstructor()
            .newInstance();
    loader.accept(instrumentation);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.equals(LOADER_CLASS)) {
      throw new ClassNotFoundException(name);
    }
    try (ZipFile file = new ZipFile(jar)) {
      ZipEntry entry = file.getEntry("spoor/" + name.replace('.', '/') + ".classdata");
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = readAll(file.getInputStream(entry));
      return defineClass(name, bytes, 0, bytes.length, Premain.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
    return out.toByteArray();
  }

  /**
   * {@code -javaagent:x.jar=dd.service=shop,dd.env=prod}: weaker than a system property or
   * environment variable of the same meaning, which are closer to the person who runs the process.
   * Keys start with {@code dd.}, so that a value may hold commas.
   */
  private static void applyArguments(@Nullable String arguments) {
    if (arguments == null) {
      return;
    }
    for (int start = 0; start < arguments.length(); ) {
      // A comma that no key follows belongs to the value: dd.tags=team:core,tier:web.
      int comma = arguments.indexOf(",dd.", start);
      int end = comma < 0 ? arguments.length() : comma;
      int equals = arguments.indexOf('=', start);
      if (equals > start && equals < end) {
        String key = arguments.substring(start, equals).trim();
        if (!key.isEmpty() && setting(key) == null) {
          System.setProperty(key, arguments.substring(equals + 1, end).trim());
        }
      }
      start = end + 1;
    }
  }

  private static boolean isSwitchedOff() {
    String value = setting("dd.trace.enabled");
    return "false".equalsIgnoreCase(value) || "0".equals(value);
  }

  /** System property first, then environment; empty counts as unset. */
  private static @Nullable String setting(String key) {
    String value = System.getProperty(key);
    if (value == null || value.trim().isEmpty()) {
      value = System.getenv(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
    }
    return value == null || value.trim().isEmpty() ? null : value.trim();
  }

  /**
   * Tools of the JDK run as a module of the JDK and are known by it. {@code java Main.java} does so
   * too, but is an application.
   */
  private static boolean isJdkTool() {
    String command = System.getProperty("sun.java.command", "");
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    if (main.contains("com.sun.tools.javac.launcher.")) {
      return false;
    }
    String module = System.getProperty("jdk.module.main", "");
    if (module.startsWith("jdk.") || module.startsWith("java.")) {
      return true;
    }
    return main.startsWith("sun.tools.")
        || main.startsWith("com.sun.tools.")
        || main.startsWith("jdk.jshell.")
        || main.startsWith("jdk.jfr.internal.tool.")
        || main.startsWith("jdk.tools.")
        || main.startsWith("jdk.internal.jshell.")
        || main.startsWith("sun.security.tools.");
  }

  private static void tell(String message) {
    System.err.println("[spoor] WARN " + message);
  }
}
