package dev.spoor.agent.lib.logback;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
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
 * Does to a class path what a build does that bundles Logback and slf4j under names of its own:
 * they, and all that speaks with them, become one jar in which their packages begin with {@code
 * relocated.}. The rest of the class path stays.
 */
final class RelocatedJar {
  private static final String PREFIX = "relocated.";
  private static final String[] PACKAGES = {"ch.qos.logback", "org.slf4j"};
  private static final List<String> JARS =
      List.of("logback-", "slf4j-api-", "logstash-logback-encoder-", "log-correlation");

  private final Set<String> written = new HashSet<>();
  private final ZipOutputStream out;

  private RelocatedJar(ZipOutputStream out) {
    this.out = out;
  }

  /** Writes the jar into that folder and returns the class path that has it. */
  static String of(String classPath, Path folder) throws IOException {
    Path jar = folder.resolve("relocated.jar");
    List<String> result = new ArrayList<>();
    result.add(jar.toString());
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      RelocatedJar relocated = new RelocatedJar(zip);
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        File each = new File(entry);
        if (each.isDirectory()) {
          relocated.addFolder(each.toPath());
          result.add(entry);
        } else if (JARS.stream().anyMatch(each.getName()::startsWith)) {
          relocated.addJar(each);
        } else {
          result.add(entry);
        }
      }
    }
    return String.join(File.pathSeparator, result);
  }

  /** Of folders, which are this build's, only what speaks with Logback. */
  private void addFolder(Path folder) throws IOException {
    for (String part : new String[] {"dev/spoor/logs", "dev/spoor/agent/scenario/logback"}) {
      Path below = folder.resolve(part);
      if (!Files.isDirectory(below)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(below)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    }
  }

  private void addJar(File jar) throws IOException {
    try (ZipFile in = new ZipFile(jar)) {
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          try (InputStream bytes = in.getInputStream(entry)) {
            add(entry.getName(), bytes.readAllBytes());
          }
        }
      }
    }
  }

  private void add(String name, byte[] bytes) throws IOException {
    boolean service = name.startsWith("META-INF/services/");
    boolean type = name.endsWith(".class") && !name.endsWith("module-info.class");
    if (!(service || type && !name.startsWith("META-INF/"))) {
      return;
    }
    String target = service ? relocated(name) : relocated(name.replace('/', '.')).replace('.', '/');
    if (type) {
      target = target.substring(0, target.length() - "/class".length()) + ".class";
    }
    if (!written.add(target)) {
      return;
    }
    out.putNextEntry(new ZipEntry(target));
    out.write(
        type
            ? relocated(bytes)
            : relocated(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static String relocated(String text) {
    String result = text;
    for (String each : PACKAGES) {
      result = result.replace(each + '.', PREFIX + each + '.');
    }
    return result;
  }

  private static byte[] relocated(byte[] type) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(type)
        .accept(
            new ClassRemapper(
                writer,
                new Remapper(Opcodes.ASM9) {
                  @Override
                  public String map(String internalName) {
                    return relocated(internalName.replace('/', '.')).replace('.', '/');
                  }

                  /** Names in texts too, by which Logback and slf4j look for classes. */
                  @Override
                  public Object mapValue(Object value) {
                    return value instanceof String text ? relocated(text) : super.mapValue(value);
                  }
                }),
            0);
    return writer.toByteArray();
  }
}
