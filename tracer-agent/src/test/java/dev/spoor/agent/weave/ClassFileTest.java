package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassFileTest {
  @Test
  void readsNamesAndSupertypes() throws Exception {
    ClassFile file = new ClassFile(Weaving.bytes(Shapes.class.getName()));
    assertThat(file.name()).isEqualTo("dev/spoor/agent/weave/Shapes");
    assertThat(file.superName()).isEqualTo("java/lang/Object");
    assertThat(file.interfaces()).containsExactly("java/util/concurrent/Callable");
    assertThat(file.majorVersion()).isEqualTo(61);
    assertThat(new ClassFile(Weaving.bytes("java.lang.Object")).superName()).isNull();
  }

  /** Classes with every kind of constant and attribute: the JDK's own and a test library's. */
  @Test
  void agreesWithAsmOnTheMethodsOfManyClasses() throws Exception {
    List<String> names =
        List.of(
            "java.lang.String",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.lang.invoke.MethodHandles$Lookup",
            "java.util.stream.Collectors",
            "java.time.Duration",
            "org.assertj.core.api.Assertions",
            Shapes.class.getName(),
            Index.Entry.class.getName());
    for (String name : names) {
      byte[] bytes = Weaving.bytes(name);
      assertThat(new ClassFile(bytes).methods())
          .as(name)
          .isNotEmpty()
          .extracting(method -> method.name() + method.descriptor() + method.maxLocals())
          .containsExactlyElementsOf(asm(bytes));
    }
  }

  private static List<String> asm(byte[] bytes) {
    java.util.ArrayList<String> found = new java.util.ArrayList<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                int index = found.size();
                found.add(name + type + 0);
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMaxs(int maxStack, int maxLocals) {
                    found.set(index, name + type + maxLocals);
                  }
                };
              }
            },
            0);
    return found;
  }

  @Test
  void findsNamesInTheConstantPool() throws Exception {
    byte[] bytes = Weaving.bytes(Shapes.class.getName());
    assertThat(ClassFile.mentions(bytes, new NameSet(Set.of("nowhere", "finallyReturns"))))
        .isTrue();
    assertThat(ClassFile.mentions(bytes, new NameSet(Set.of("finallyReturn", "Shape")))).isFalse();
    assertThat(ClassFile.mentions(bytes, new NameSet(Set.of()))).isFalse();
  }

  @Test
  void refusesWhatIsNoClassFile() throws Exception {
    byte[] bytes = Weaving.bytes(Shapes.class.getName());
    assertThatThrownBy(() -> new ClassFile(new byte[100]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int length : new int[] {0, 3, 8, 10, 20, 500}) {
      assertThatThrownBy(() -> new ClassFile(Arrays.copyOf(bytes, length)).name())
          .isInstanceOf(RuntimeException.class);
    }
  }
}
