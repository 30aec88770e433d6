package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.AnnotatedMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class file that carry an annotation, with what the annotation says. Only
 * for classes whose constant pool names the annotation at all. Code is skipped.
 */
final class AnnotatedMethods extends ClassVisitor {
  private final String annotation;
  private final String parameterAnnotation;
  private final Map<String, AnnotatedMethod> found = new HashMap<>();
  private String className = "";

  private AnnotatedMethods(String annotation, String parameterAnnotation) {
    super(Opcodes.ASM9);
    this.annotation = annotation;
    this.parameterAnnotation = parameterAnnotation;
  }

  /**
   * The annotated methods by name and descriptor.
   *
   * @param annotation descriptor of the annotation
   * @param parameterAnnotation descriptor of the one on parameters; empty for none
   */
  static Map<String, AnnotatedMethod> read(
      byte[] bytes, String annotation, String parameterAnnotation) {
    AnnotatedMethods visitor = new AnnotatedMethods(annotation, parameterAnnotation);
    new ClassReader(bytes).accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return visitor.found;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    className = name.replace('/', '.');
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Reader(name, descriptor);
  }

  private final class Reader extends MethodVisitor {
    private final String name;
    private final String descriptor;
    private final List<@Nullable String> parameterNames = new ArrayList<>();
    private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
    private @Nullable Map<String, String> values;

    Reader(String name, String descriptor) {
      super(Opcodes.ASM9);
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public void visitParameter(@Nullable String parameter, int access) {
      parameterNames.add(parameter);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
      if (!type.equals(annotation)) {
        return null;
      }
      values = new HashMap<>();
      return new Values(values);
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String type, boolean visible) {
      if (!type.equals(parameterAnnotation)) {
        return null;
      }
      Map<String, String> said = new HashMap<>();
      parameters.put(parameter, said);
      return new Values(said);
    }

    @Override
    public void visitEnd() {
      Map<String, String> said = values;
      if (said == null) {
        return;
      }
      int count = Type.getArgumentTypes(descriptor).length;
      List<@Nullable String> names = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Map<String, String> each = parameters.get(i);
        names.add(each == null ? null : nameOf(i, each.get("value")));
      }
      found.put(name + descriptor, new AnnotatedMethod(className, name, said, names));
    }

    private @Nullable String nameOf(int index, @Nullable String said) {
      if (said != null && !said.isEmpty()) {
        return said;
      }
      return index < parameterNames.size() ? parameterNames.get(index) : null;
    }
  }

  /** Takes plain values and constants of enums; others are nobody's wish so far. */
  private static final class Values extends AnnotationVisitor {
    private final Map<String, String> values;

    Values(Map<String, String> values) {
      super(Opcodes.ASM9);
      this.values = values;
    }

    @Override
    public void visit(String name, Object value) {
      values.put(name, value.toString());
    }

    @Override
    public void visitEnum(String name, String type, String constant) {
      values.put(name, constant);
    }
  }
}
