import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Lays out the content of the agent jar; the build runs it as a single source file, so it is in no
 * jar itself.
 *
 * <p>In sight stays the entry class alone. All other classes move below {@code spoor/} and end in
 * {@code .classdata}, so that neither the application's class loader nor any scanner of its class
 * path meets them. On the way two packages get new names: the copy of ASM that Byte Buddy carries
 * becomes ours, and the linker class becomes a member of {@code java.lang}.
 *
 * <p>Arguments: the module's class directory, the directory to fill.
 */
final class AgentJarLayout {
  private static final String ENTRY_CLASS = "dev/spoor/agent/Premain.class";
  private static final Map<String, String> PACKAGES =
      Map.of(
          "net/bytebuddy/jar/asm/", "dev/spoor/agent/asm/",
          "dev/spoor/agent/linker/", "java/lang/");

  private final Path target;

  private AgentJarLayout(Path target) {
    this.target = target;
  }

  public static void main(String[] args) throws Exception {
    Path classes = Path.of(args[0]);
    Path target = Path.of(args[1]);
    clear(target);
    AgentJarLayout layout = new AgentJarLayout(target);
    layout.addOurs(classes);
    layout.addFrom("dev/spoor/Version.class", "dev/spoor");
    layout.addFrom("net/bytebuddy/jar/asm/ClassReader.class", "net/bytebuddy/jar/asm");
    Path license = Path.of(args[0], "..", "..", "..", "LICENSE").normalize();
    if (Files.exists(license)) {
      Files.copy(license, Files.createDirectories(target.resolve("META-INF")).resolve("LICENSE"));
    }
  }

  private void addOurs(Path classes) throws IOException {
    Path entry = target.resolve(ENTRY_CLASS);
    Files.createDirectories(entry.getParent());
    Files.copy(classes.resolve(ENTRY_CLASS), entry);
    add(classes, classes);
  }

  /** Adds a folder of the class path entry, a directory or a jar, that holds a certain class. */
  private void addFrom(String witness, String folder) throws Exception {
    URI found = AgentJarLayout.class.getClassLoader().getResource(witness).toURI();
    if (found.getScheme().equals("file")) {
      String path = Path.of(found).toString();
      Path root = Path.of(path.substring(0, path.length() - witness.length()));
      add(root, root.resolve(folder));
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(found, Map.of())) {
      Path root = jar.getPath("/");
      add(root, root.resolve(folder));
    }
  }

  private void add(Path root, Path folder) throws IOException {
    // ASM's sub-packages stay out: the weaver needs reader, writer and visitors only.
    int depth = root.relativize(folder).toString().endsWith("asm") ? 1 : Integer.MAX_VALUE;
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, depth)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (name.endsWith(".class")) {
        addClass(name, Files.readAllBytes(file));
      } else if (!name.startsWith("META-INF/") || name.startsWith("META-INF/spoor/")) {
        write("spoor/" + name, Files.readAllBytes(file));
      } else if (name.startsWith("META-INF/NOTICE")) {
        write(name, Files.readAllBytes(file));
      }
    }
  }

  private void addClass(String name, byte[] bytes) throws IOException {
    if (name.equals(ENTRY_CLASS) || name.endsWith("-info.class")) {
      return;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(new ClassRemapper(writer, new Renamer()), 0);
    write("spoor/" + rename(reader.getClassName()) + ".classdata", writer.toByteArray());
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = target.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  static String rename(String internalName) {
    for (Map.Entry<String, String> each : PACKAGES.entrySet()) {
      if (internalName.startsWith(each.getKey())) {
        return each.getValue() + internalName.substring(each.getKey().length());
      }
    }
    return internalName;
  }

  private static void clear(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      found
          .sorted((left, right) -> right.compareTo(left))
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static final class Renamer extends Remapper {
    Renamer() {
      super(net.bytebuddy.jar.asm.Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return rename(internalName);
    }
  }
}
