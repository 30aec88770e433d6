package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The method that is being woven, as the pieces of woven code need it.
 *
 * @param owner internal name of its class
 */
record WovenMethod(String owner, int access, String name, String descriptor) {
  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
  }

  Type[] arguments() {
    return Type.getArgumentTypes(descriptor);
  }

  /**
   * The arguments that advice is offered: the receiver, if wanted and there is one, comes first.
   */
  Type[] offered(boolean withReceiver) {
    Type[] arguments = arguments();
    if (isStatic() || !withReceiver) {
      return arguments;
    }
    Type[] result = new Type[arguments.length + 1];
    result[0] = Type.getObjectType(owner);
    System.arraycopy(arguments, 0, result, 1, arguments.length);
    return result;
  }

  /** The local variable of the first of {@link #offered}. */
  int firstOffered(boolean withReceiver) {
    return isStatic() || withReceiver ? 0 : 1;
  }

  /** The locals at entry, as a stack map frame spells them. */
  Object[] entryLocals() {
    Type[] offered = offered(true);
    Object[] result = new Object[offered.length];
    for (int i = 0; i < offered.length; i++) {
      result[i] = frameType(offered[i]);
    }
    if (isConstructor()) {
      result[0] = Opcodes.UNINITIALIZED_THIS;
    }
    return result;
  }

  /** A type as stack map frames spell it. */
  static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }

  /** Pushes null, zero or false. */
  static void pushDefault(MethodVisitor out, Type type) {
    switch (type.getSort()) {
      case Type.VOID -> {
        return;
      }
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT ->
          out.visitInsn(Opcodes.ICONST_0);
      case Type.FLOAT -> out.visitInsn(Opcodes.FCONST_0);
      case Type.LONG -> out.visitInsn(Opcodes.LCONST_0);
      case Type.DOUBLE -> out.visitInsn(Opcodes.DCONST_0);
      default -> out.visitInsn(Opcodes.ACONST_NULL);
    }
  }
}
