package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Class files that are too old for {@code invokedynamic}, or newer than the parser knows.
 *
 * <p>Files before version 51 are written anew with frames, as the newer verifier wants them; those
 * that use subroutines ({@code jsr}, javac before 1.5) cannot be and are refused. Of files from the
 * future we assume that only their number is new; the rivals do so too.
 */
final class OldClassFiles {
  /** Java 7: the first that has {@code invokedynamic} and requires frames. */
  static final int FIRST_GOOD = 51;

  /** The newest version that the parser takes. */
  static final int NEWEST_KNOWN = Opcodes.V28;

  private OldClassFiles() {}

  static byte[] raise(byte[] bytes, Hierarchy hierarchy, @Nullable ClassLoader loader) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new FrameWriter(hierarchy, loader);
    reader.accept(new VersionVisitor(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /** A copy that claims another major version. */
  static byte[] withVersion(byte[] bytes, int version) {
    byte[] result = bytes.clone();
    result[6] = (byte) (version >>> 8);
    result[7] = (byte) version;
    return result;
  }

  private static final class VersionVisitor extends ClassVisitor {
    VersionVisitor(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      super.visit(FIRST_GOOD, access, name, signature, superName, interfaces);
    }
  }

  /** Computes frames without loading a class. */
  private static final class FrameWriter extends ClassWriter {
    private final Hierarchy hierarchy;
    private final @Nullable ClassLoader loader;

    FrameWriter(Hierarchy hierarchy, @Nullable ClassLoader loader) {
      super(ClassWriter.COMPUTE_FRAMES);
      this.hierarchy = hierarchy;
      this.loader = loader;
    }

    @Override
    protected String getCommonSuperClass(String left, String right) {
      return hierarchy.commonSuperclass(loader, left, right);
    }
  }
}
