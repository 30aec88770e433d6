package dev.spoor.agent;

import dev.spoor.Spoor;
import dev.spoor.Version;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * The library as a release would be that differs from this one inside: it tells another version,
 * what others call in its inner classes has other names, and kinds of spans are missing. Whoever of
 * the agent met these classes instead of its own would fail to link.
 */
final class OtherVersionJar {
  static final String VERSION = "0.0.9";

  private static final Set<String> OWNERS =
      Set.of(
          "dev/spoor/context/Context",
          "dev/spoor/trace/Span",
          "dev/spoor/trace/Tracer",
          "dev/spoor/trace/LocalTrace",
          "dev/spoor/wire/TraceEncoder");
  private static final Set<String> METHODS =
      Set.of("slot", "swap", "current", "finish", "enter", "detach", "active", "encode", "logId");
  private static final Set<String> MISSING =
      Set.of(
          "dev/spoor/kind/DatabaseSpans.class",
          "dev/spoor/kind/CacheSpans.class",
          "dev/spoor/kind/HttpServerSpans.class");

  private OtherVersionJar() {}

  /** Writes the jar into that folder. */
  static Path in(Path folder) throws IOException, URISyntaxException {
    Path jar = folder.resolve("tracer-core-" + VERSION + ".jar");
    File library =
        new File(Spoor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      if (library.isDirectory()) {
        addFolder(library.toPath(), out);
      } else {
        addJar(library, out);
      }
    }
    return jar;
  }

  private static void addFolder(Path folder, ZipOutputStream out) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file), out);
    }
  }

  private static void addJar(File jar, ZipOutputStream out) throws IOException {
    try (ZipFile in = new ZipFile(jar)) {
      for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        try (InputStream bytes = in.getInputStream(entry)) {
          add(entry.getName(), bytes.readAllBytes(), out);
        }
      }
    }
  }

  private static void add(String name, byte[] bytes, ZipOutputStream out) throws IOException {
    if (!name.endsWith(".class") || MISSING.contains(name)) {
      return;
    }
    out.putNextEntry(new ZipEntry(name));
    out.write(changed(bytes));
    out.closeEntry();
  }

  private static byte[] changed(byte[] type) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(type)
        .accept(
            new ClassRemapper(
                writer,
                new Remapper(Opcodes.ASM9) {
                  @Override
                  public String mapMethodName(String owner, String name, String descriptor) {
                    return OWNERS.contains(owner) && METHODS.contains(name) ? name + "Once" : name;
                  }

                  @Override
                  public Object mapValue(Object value) {
                    return Version.CURRENT.equals(value) ? VERSION : super.mapValue(value);
                  }
                }),
            0);
    return writer.toByteArray();
  }
}
