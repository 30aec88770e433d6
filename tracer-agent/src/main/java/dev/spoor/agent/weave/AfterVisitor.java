package dev.spoor.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * {@code after}: one call at the common exit. The receiver and the arguments that it wants are
 * copied at entry, because the body may put other values into their variables.
 *
 * <p>A constructor's receiver cannot be copied before {@code super(...)}; it is read at the exit
 * from variable 0, which {@link ReturnsVisitor} makes sure is not overwritten.
 */
final class AfterVisitor extends ReturnsVisitor {
  private final Sites sites;
  private final String site;
  private final int results;
  private final int copies;
  private final boolean receiverFromLocal0;

  AfterVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites) {
    super(next, method, base);
    this.sites = sites;
    this.results = returnType.getSize() == 0 ? 0 : 1;
    Type[] offered = method.offered(true);
    Type[] all = new Type[offered.length + results];
    System.arraycopy(offered, 0, all, results, offered.length);
    Type result = Type.VOID_TYPE;
    if (results == 1) {
      all[0] = returnType;
      Type advice = Type.getReturnType(sites.advice.required("after"));
      result = advice.getSize() == 0 ? advice : ExitCall.resultType(advice, returnType);
    }
    this.site = sites.advice.siteDescriptor("after", result, all);
    int wanted = Type.getArgumentTypes(site).length - results;
    this.receiverFromLocal0 = method.isConstructor() && wanted > 0;
    this.copies = Math.max(0, receiverFromLocal0 ? wanted - 1 : wanted);
  }

  /** How many variables are used at most: a copy of everything, and the returned value. */
  static int locals(WovenMethod method) {
    return (Type.getArgumentsAndReturnSizes(method.descriptor()) >> 2) + 2;
  }

  @Override
  int returnedLocal() {
    int local = base;
    Type[] offered = method.offered(!receiverFromLocal0);
    for (int i = 0; i < copies; i++) {
      local += offered[i].getSize();
    }
    return local;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Type[] offered = method.offered(!receiverFromLocal0);
    int from = method.firstOffered(!receiverFromLocal0);
    int to = base;
    for (int i = 0; i < copies; i++) {
      mv.visitVarInsn(offered[i].getOpcode(Opcodes.ILOAD), from);
      mv.visitVarInsn(offered[i].getOpcode(Opcodes.ISTORE), to);
      keep(WovenMethod.frameType(offered[i]));
      from += offered[i].getSize();
      to += offered[i].getSize();
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (returns) {
      emitExit();
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void emitExit() {
    List<Object> added = results == 0 ? List.of() : List.of(WovenMethod.frameType(returnType));
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    Label plain = new Label();
    mv.visitLabel(exit);
    exitFrame(added);
    mv.visitLabel(from);
    emitCall();
    mv.visitLabel(to);
    mv.visitJumpInsn(Opcodes.GOTO, plain);
    mv.visitLabel(failed);
    exitFrame(added, Sites.THROWABLE);
    sites.failed(mv);
    mv.visitLabel(plain);
    exitFrame(added);
    if (results == 1) {
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ILOAD), returnedLocal());
    }
    mv.visitInsn(returnType.getOpcode(Opcodes.IRETURN));
    Sites.guard(mv, from, to, failed);
  }

  private void emitCall() {
    if (results == 1 && Type.getArgumentTypes(site).length > 0) {
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ILOAD), returnedLocal());
    }
    if (receiverFromLocal0) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
    }
    Sites.loadLocals(mv, site, results + (receiverFromLocal0 ? 1 : 0), base);
    sites.call(mv, "after", site, "0");
    if (Type.getReturnType(site).getSize() > 0) {
      ExitCall.storeResult(mv, Type.getReturnType(site), returnType, returnedLocal());
    }
  }
}
