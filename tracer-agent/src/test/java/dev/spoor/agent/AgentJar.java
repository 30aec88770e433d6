package dev.spoor.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The shaded jar under test, and copies of it that have test plugins. */
final class AgentJar {
  private static final String INDEX = "spoor/META-INF/spoor/plugins";

  private AgentJar() {}

  /** The jar that the build made. */
  static Path real() {
    Path jar = Path.of(System.getProperty("spoor.agent.jar", "target/tracer-agent.jar"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build the agent first: " + jar.toAbsolutePath());
    }
    return jar.toAbsolutePath();
  }

  /** A copy that has the named test plugins beside its own. */
  static Path plusPlugins(Path directory, Class<?>... plugins) throws IOException {
    try (ZipFile in = new ZipFile(real().toFile());
        InputStream index = in.getInputStream(in.getEntry(INDEX))) {
      return with(directory, new String(index.readAllBytes(), StandardCharsets.UTF_8), plugins);
    }
  }

  /** A copy whose only plugins are those named; all test classes of their packages go into it. */
  static Path withPlugins(Path directory, Class<?>... plugins) throws IOException {
    return with(directory, "", plugins);
  }

  private static Path with(Path directory, String before, Class<?>... plugins) throws IOException {
    Path result = directory.resolve("agent-with-test-plugins.jar");
    try (OutputStream file = Files.newOutputStream(result);
        ZipOutputStream out = new ZipOutputStream(file)) {
      copyAllBut(INDEX, out);
      StringBuilder index = new StringBuilder(before);
      for (Class<?> plugin : plugins) {
        index.append(plugin.getName()).append('\n');
        addPackage(out, plugin);
      }
      put(out, INDEX, index.toString().getBytes(StandardCharsets.UTF_8));
    }
    return result;
  }

  /** The jar of another agent, a test class of the application package. */
  static Path of(Path directory, String premain) throws IOException {
    Path result = directory.resolve(premain + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", premain);
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(result);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Path each : classFiles("dev/spoor/app")) {
        if (each.getFileName()
            .toString()
            .startsWith(premain.substring("dev.spoor.app.".length()))) {
          put(out, "dev/spoor/app/" + each.getFileName(), Files.readAllBytes(each));
        }
      }
    }
    return result;
  }

  /** A copy that lacks one entry. */
  static Path without(String entry, Path directory) throws IOException {
    Path result = directory.resolve("broken-agent.jar");
    try (OutputStream file = Files.newOutputStream(result);
        ZipOutputStream out = new ZipOutputStream(file)) {
      copyAllBut(entry, out);
    }
    return result;
  }

  private static void copyAllBut(String missing, ZipOutputStream out) throws IOException {
    try (ZipFile in = new ZipFile(real().toFile())) {
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().equals(missing)) {
          try (InputStream bytes = in.getInputStream(entry)) {
            put(out, entry.getName(), bytes.readAllBytes());
          }
        }
      }
    }
  }

  private static void addPackage(ZipOutputStream out, Class<?> plugin) throws IOException {
    String folder = plugin.getPackageName().replace('.', '/');
    for (Path file : classFiles(folder)) {
      put(out, "spoor/" + folder + "/" + file.getFileName() + "data", Files.readAllBytes(file));
    }
  }

  /** The test classes of a package. */
  static List<Path> classFiles(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/test-classes", folder))) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
