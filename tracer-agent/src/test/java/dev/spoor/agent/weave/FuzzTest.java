package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.lib.woven.FuzzPlugin;
import dev.spoor.agent.plugin.Target;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** Every method of many classes in the jars of the test class path is woven, then verified. */
class FuzzTest {
  enum Mode {
    AROUND,
    AFTER,
    SEVERAL
  }

  private int woven;
  private int verified;
  private final List<String> wrong = new ArrayList<>();

  @Test
  void wovenClassesOfRealLibrariesVerify() throws Exception {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        fuzz(new File(entry));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(woven).isGreaterThan(1500);
    assertThat(verified).isGreaterThan(woven);
  }

  private void fuzz(File jar) throws IOException {
    TreeMap<String, byte[]> classes = new TreeMap<>();
    try (ZipFile file = new ZipFile(jar)) {
      for (ZipEntry entry : file.stream().toList()) {
        String name = entry.getName();
        boolean plain = !name.startsWith("META-INF/") && !name.endsWith("-info.class");
        plain &= !name.startsWith("dev/spoor/");
        if (name.endsWith(".class") && plain) {
          byte[] bytes = file.getInputStream(entry).readAllBytes();
          String type = name.substring(0, name.length() - 6).replace('/', '.');
          // A sample, the same in every run: one mode each for three classes of six.
          int choice = Math.floorMod(type.hashCode(), 6);
          byte[] result = choice < 3 ? weave(bytes, Mode.values()[choice]) : null;
          woven += result == null ? 0 : 1;
          classes.put(type, result == null ? bytes : result);
        }
      }
    }
    Weaving.Loader loader = new Weaving.Loader(classes);
    for (String name : classes.keySet()) {
      verify(loader, name);
    }
  }

  /** Listing the methods links the class, and linking verifies it; nothing of it is run. */
  private void verify(ClassLoader loader, String name) {
    try {
      Class.forName(name, false, loader).getDeclaredMethods();
      verified++;
    } catch (VerifyError | ClassFormatError | IncompatibleClassChangeError e) {
      wrong.add(name + ": " + e.getMessage());
    } catch (ClassNotFoundException | LinkageError | TypeNotPresentException missing) {
      // An optional dependency of the library is not on our class path; not the weaver's concern.
      return;
    }
  }

  private static byte[] weave(byte[] bytes, Mode mode) {
    ClassFile file = new ClassFile(bytes);
    Target target = Target.type(file.name().replace('/', '.'));
    boolean any = false;
    for (ClassFile.Method method : file.methods()) {
      Target next = rules(target, file, method, mode);
      any |= next != target;
      target = next;
    }
    return any ? Weaving.weave(bytes, Weaving.entries(new FuzzPlugin(), List.of(target))) : null;
  }

  private static Target rules(Target target, ClassFile file, ClassFile.Method method, Mode mode) {
    Type[] types = Type.getArgumentTypes(method.descriptor());
    String[] names = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      names[i] = types[i].getClassName();
    }
    if (method.name().equals("<clinit>")) {
      return target;
    }
    WovenMethod woven =
        new WovenMethod(file.name(), method.access(), method.name(), method.descriptor());
    int offered = woven.offered(!woven.isConstructor()).length;
    Target selected = target.method(method.name(), names);
    int all = Math.min(3, woven.offered(true).length);
    return switch (mode) {
      case AROUND -> selected.advice("Around" + Math.min(3, offered));
      case AFTER ->
          selected.advice(woven.returnType().getSize() == 0 ? "AfterVoid" + all : "After" + all);
      case SEVERAL -> {
        Target both =
            selected
                .advice("Around" + Math.min(3, offered))
                .advice(woven.returnType().getSize() == 0 ? "AfterVoid0" : "After0");
        boolean fits = types.length > 0 && offered <= 3;
        yield fits ? both.replaceArgument(types.length - 1, "Replace" + offered) : both;
      }
    };
  }
}
