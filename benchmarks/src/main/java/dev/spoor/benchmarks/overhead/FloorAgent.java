package dev.spoor.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The least that an agent can be: it is shown every class and changes none. What it costs at start
 * is the floor under every agent, since it is the JVM's own part; what sending costs per request is
 * in {@code app.FloorFilter}.
 */
public final class FloorAgent implements ClassFileTransformer {
  private FloorAgent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new FloorAgent(), true);
  }

  /** The jar in that folder, written there if it is missing. */
  static Path jar(Path folder) {
    Path jar = folder.resolve("floor-agent.jar");
    try {
      if (!Files.exists(jar)) {
        Files.createDirectories(folder);
        write(jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", FloorAgent.class.getName());
    main.putValue("Can-Retransform-Classes", "true");
    String entry = FloorAgent.class.getName().replace('.', '/') + ".class";
    try (InputStream in = FloorAgent.class.getClassLoader().getResourceAsStream(entry);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      if (in == null) {
        throw new IOException("no " + entry + " on the class path");
      }
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
