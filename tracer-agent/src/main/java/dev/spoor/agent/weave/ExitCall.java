package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The call of {@code exit}: {@code (state)}, {@code (state, thrown)} or {@code (state, returned,
 * thrown)}, with or without a result that takes the place of the returned value.
 */
final class ExitCall {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final Type THROWABLE = Type.getObjectType(Sites.THROWABLE);

  private final Sites sites;
  private final String name;
  private final Type returnType;
  private final int returnedLocal;
  private final int parameters;
  private final boolean replaces;
  private final String site;

  ExitCall(Sites sites, String name, Type returnType, int returnedLocal) {
    this.sites = sites;
    this.name = name;
    this.returnType = returnType;
    this.returnedLocal = returnedLocal;
    Type advice = Type.getMethodType(sites.advice.required(name));
    this.parameters = advice.getArgumentTypes().length;
    boolean isVoid = returnType.getSize() == 0;
    this.replaces = advice.getReturnType().getSize() > 0 && !isVoid && parameters == 3;
    Type returned = isVoid ? OBJECT : returnType;
    Type result = replaces ? resultType(advice.getReturnType(), returnType) : Type.VOID_TYPE;
    this.site =
        switch (parameters) {
          case 1 -> sites.advice.siteDescriptor(name, result, OBJECT);
          case 2 -> sites.advice.siteDescriptor(name, result, OBJECT, THROWABLE);
          case 3 -> sites.advice.siteDescriptor(name, result, OBJECT, returned, THROWABLE);
          default ->
              throw new WeaveRefused(sites.advice.name() + ".exit must take 1 to 3 arguments");
        };
  }

  /** An {@code Object} stays one and is cast in the woven code, which needs no adapter. */
  static Type resultType(Type advice, Type woven) {
    return AdviceClass.isObject(advice) && AdviceClass.isReference(woven) ? advice : woven;
  }

  /** After a normal return; the state is on the stack. */
  void emitReturned(MethodVisitor out, WovenMethod method) {
    if (parameters == 3) {
      if (returnType.getSize() == 0) {
        out.visitInsn(Opcodes.ACONST_NULL);
      } else {
        out.visitVarInsn(returnType.getOpcode(Opcodes.ILOAD), returnedLocal);
      }
    }
    if (parameters >= 2) {
      out.visitInsn(Opcodes.ACONST_NULL);
    }
    sites.call(out, name, site, "1");
    if (replaces) {
      storeResult(out, Type.getReturnType(site), returnType, returnedLocal);
    }
  }

  /** After the body threw; the state is on the stack. */
  void emitThrown(MethodVisitor out, int thrownLocal) {
    if (parameters == 3) {
      WovenMethod.pushDefault(out, returnType.getSize() == 0 ? OBJECT : returnType);
    }
    if (parameters >= 2) {
      out.visitVarInsn(Opcodes.ALOAD, thrownLocal);
    }
    sites.call(out, name, site, "1");
    if (replaces) {
      out.visitInsn(returnType.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  static void storeResult(MethodVisitor out, Type result, Type woven, int local) {
    if (!result.equals(woven)) {
      out.visitTypeInsn(Opcodes.CHECKCAST, woven.getInternalName());
    }
    out.visitVarInsn(woven.getOpcode(Opcodes.ISTORE), local);
  }
}
