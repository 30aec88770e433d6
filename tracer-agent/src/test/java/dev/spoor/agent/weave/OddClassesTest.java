package dev.spoor.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.agent.lib.woven.OddPlugin;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** Class files that javac of today does not write. */
class OddClassesTest {
  private static final String NAME = "dev.spoor.app.Odd";

  /** A class with one method {@code static long odd(int)}. */
  private static byte[] odd(int version, Consumer<MethodVisitor> body) {
    int flags = version >= 51 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS;
    ClassWriter writer = new ClassWriter(flags);
    writer.visit(
        version, Opcodes.ACC_PUBLIC, NAME.replace('.', '/'), null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "odd", "(I)J", null, null);
    method.visitCode();
    body.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static long run(byte[] bytes, int argument) throws Exception {
    Class<?> woven = Weaving.load(NAME, bytes, new OddPlugin());
    return (long) woven.getMethod("odd", int.class).invoke(null, argument);
  }

  /** Two kinds of collection meet at a join, so a common superclass must be found. */
  private static void joins(MethodVisitor out) {
    Label otherwise = new Label();
    Label join = new Label();
    out.visitVarInsn(Opcodes.ILOAD, 0);
    out.visitJumpInsn(Opcodes.IFEQ, otherwise);
    create(out, "java/util/ArrayList");
    out.visitJumpInsn(Opcodes.GOTO, join);
    out.visitLabel(otherwise);
    create(out, "java/util/LinkedList");
    out.visitLabel(join);
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/util/AbstractList", "hashCode", "()I", false);
    out.visitInsn(Opcodes.I2L);
    out.visitInsn(Opcodes.LRETURN);
  }

  private static void create(MethodVisitor out, String type) {
    out.visitTypeInsn(Opcodes.NEW, type);
    out.visitInsn(Opcodes.DUP);
    out.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
  }

  @Test
  void classFilesOfJava4And6AreRaisedAndWoven() throws Exception {
    for (int version : new int[] {Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_6}) {
      byte[] bytes = odd(version, OddClassesTest::joins);
      assertThat(run(bytes, 0)).isEqualTo(1 + 1);
      assertThat(run(bytes, 1)).isEqualTo(1 + 1);
    }
  }

  @Test
  void classFilesWithSubroutinesAreRefused() {
    byte[] bytes =
        odd(
            Opcodes.V1_4,
            out -> {
              Label subroutine = new Label();
              out.visitJumpInsn(Opcodes.JSR, subroutine);
              out.visitInsn(Opcodes.LCONST_1);
              out.visitInsn(Opcodes.LRETURN);
              out.visitLabel(subroutine);
              out.visitVarInsn(Opcodes.ASTORE, 1);
              out.visitVarInsn(Opcodes.RET, 1);
            });
    assertThatThrownBy(() -> run(bytes, 1)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void valuesUnderTheReturnedOneAreDropped() throws Exception {
    byte[] bytes =
        odd(
            Opcodes.V17,
            out -> {
              out.visitInsn(Opcodes.ICONST_5);
              out.visitLdcInsn(7L);
              out.visitInsn(Opcodes.DUP2);
              out.visitInsn(Opcodes.ACONST_NULL);
              out.visitVarInsn(Opcodes.ILOAD, 0);
              out.visitInsn(Opcodes.DUP_X1);
              Label otherwise = new Label();
              out.visitJumpInsn(Opcodes.IFEQ, otherwise);
              out.visitLdcInsn(40L);
              out.visitInsn(Opcodes.LRETURN);
              out.visitLabel(otherwise);
              out.visitLdcInsn(50L);
              out.visitInsn(Opcodes.LRETURN);
            });
    assertThat(run(bytes, 1)).isEqualTo(41);
    assertThat(run(bytes, 0)).isEqualTo(51);
  }

  @Test
  void aWideValueOverTheLastParameterIsNotClobbered() throws Exception {
    byte[] bytes =
        odd(
            Opcodes.V17,
            out -> {
              out.visitVarInsn(Opcodes.ILOAD, 0);
              out.visitInsn(Opcodes.I2L);
              out.visitVarInsn(Opcodes.LSTORE, 0);
              Label loop = new Label();
              out.visitLabel(loop);
              out.visitVarInsn(Opcodes.LLOAD, 0);
              out.visitLdcInsn(2L);
              out.visitInsn(Opcodes.LMUL);
              out.visitVarInsn(Opcodes.LSTORE, 0);
              out.visitVarInsn(Opcodes.LLOAD, 0);
              out.visitLdcInsn(1000L);
              out.visitInsn(Opcodes.LCMP);
              out.visitJumpInsn(Opcodes.IFLT, loop);
              out.visitVarInsn(Opcodes.LLOAD, 0);
              out.visitInsn(Opcodes.LRETURN);
            });
    assertThat(run(bytes, 1)).isEqualTo(1025);
  }

  @Test
  void aMethodThatNeverReturnsNormallyIsWoven() {
    byte[] bytes =
        odd(
            Opcodes.V17,
            out -> {
              out.visitInsn(Opcodes.ACONST_NULL);
              out.visitInsn(Opcodes.ATHROW);
            });
    assertThatThrownBy(() -> run(bytes, 1)).hasRootCauseInstanceOf(NullPointerException.class);
  }

  @Test
  void aMethodWithoutRoomForAdviceIsRefused() {
    byte[] bytes = odd(Opcodes.V17, out -> fill(out, 65_510));
    assertThatThrownBy(() -> run(bytes, 1)).isInstanceOf(MethodTooLargeException.class);
  }

  @Test
  void aMethodIsNotPushedPastTheSizeThatTheCompilerTakes() {
    byte[] below = odd(Opcodes.V17, out -> fill(out, 7_900));
    assertThatThrownBy(() -> run(below, 1)).hasMessageContaining("no rule covers");
    byte[] beyond = odd(Opcodes.V17, out -> fill(out, 9_000));
    assertThat(Weaving.weave(beyond, Weaving.entries(new OddPlugin(), new OddPlugin().targets())))
        .isNotNull();
  }

  private static void fill(MethodVisitor out, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.visitInsn(Opcodes.NOP);
    }
    out.visitInsn(Opcodes.LCONST_1);
    out.visitInsn(Opcodes.LRETURN);
  }

  @Test
  void aClassFileOfTheFutureKeepsItsVersion() {
    byte[] bytes = OldClassFiles.withVersion(odd(Opcodes.V17, out -> fill(out, 1)), 90);
    byte[] woven =
        Weaving.weave(bytes, Weaving.entries(new OddPlugin(), new OddPlugin().targets()));
    assertThat(new ClassFile(woven).majorVersion()).isEqualTo(90);
  }
}
