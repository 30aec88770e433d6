package dev.spoor.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * {@code enter} and {@code exit}. In Java, the woven method would read:
 *
 * <pre>{@code
 * Object state = null;
 * try { state = enter(this, arguments); } catch (Throwable e) { failed(e); }
 * try {
 *   body, where "return x" is "returned = x; goto exit"
 * } catch (Throwable thrown) {                     // not in constructors
 *   if (state != null) try { exit(state, null, thrown); } catch (Throwable e) { failed(e); }
 *   throw thrown;
 * }
 * exit:
 * if (state != null) try { returned = exit(state, returned, null); } catch (...) { failed(e); }
 * return returned;
 * }</pre>
 */
final class AroundVisitor extends ReturnsVisitor {
  /** Variables: the state, then the returned value (up to 2 words), then what was thrown. */
  static final int LOCALS = 4;

  private static final String OBJECT = "java/lang/Object";

  private final Sites sites;
  private final String enterSite;
  private final ExitCall exitCall;
  private final Label bodyStart = new Label();

  AroundVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites) {
    super(next, method, base);
    this.sites = sites;
    this.enterSite = EntryGuard.enterSite(method, sites, Type.getObjectType(OBJECT));
    this.exitCall = new ExitCall(sites, "exit", returnType, base + 1);
  }

  @Override
  int returnedLocal() {
    return base + 1;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    mv.visitInsn(Opcodes.ACONST_NULL);
    mv.visitVarInsn(Opcodes.ASTORE, base);
    keep(OBJECT);
    EntryGuard.enter(this, sites, enterSite, base);
    mv.visitLabel(bodyStart);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    mv.visitLabel(bodyEnd);
    if (returns) {
      emitExit();
    }
    if (!method.isConstructor()) {
      emitHandler(bodyEnd);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void emitExit() {
    boolean isVoid = returnType.getSize() == 0;
    List<Object> added = isVoid ? List.of() : List.of(WovenMethod.frameType(returnType));
    Label plain = new Label();
    mv.visitLabel(exit);
    exitFrame(added);
    mv.visitVarInsn(Opcodes.ALOAD, base);
    mv.visitJumpInsn(Opcodes.IFNULL, plain);
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    mv.visitLabel(from);
    mv.visitVarInsn(Opcodes.ALOAD, base);
    exitCall.emitReturned(mv, method);
    mv.visitLabel(to);
    mv.visitJumpInsn(Opcodes.GOTO, plain);
    mv.visitLabel(failed);
    exitFrame(added, Sites.THROWABLE);
    sites.failed(mv);
    mv.visitLabel(plain);
    exitFrame(added);
    if (!isVoid) {
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ILOAD), returnedLocal());
    }
    mv.visitInsn(returnType.getOpcode(Opcodes.IRETURN));
    Sites.guard(mv, from, to, failed);
  }

  private void emitHandler(Label bodyEnd) {
    int thrown = base + 3;
    // The word of the returned value is unset here; the thrown one lies behind two of them.
    List<Object> added = List.of(Opcodes.TOP, Opcodes.TOP, Sites.THROWABLE);
    Label handler = new Label();
    Label rethrow = new Label();
    mv.visitLabel(handler);
    exitFrame(List.of(), Sites.THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, thrown);
    mv.visitVarInsn(Opcodes.ALOAD, base);
    mv.visitJumpInsn(Opcodes.IFNULL, rethrow);
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    mv.visitLabel(from);
    mv.visitVarInsn(Opcodes.ALOAD, base);
    exitCall.emitThrown(mv, thrown);
    mv.visitLabel(to);
    mv.visitJumpInsn(Opcodes.GOTO, rethrow);
    mv.visitLabel(failed);
    exitFrame(added, Sites.THROWABLE);
    sites.failed(mv);
    mv.visitLabel(rethrow);
    exitFrame(added);
    mv.visitVarInsn(Opcodes.ALOAD, thrown);
    mv.visitInsn(Opcodes.ATHROW);
    Sites.guard(mv, from, to, failed);
    // Last, so that the body's own handlers come first.
    Sites.guard(mv, bodyStart, bodyEnd, handler);
  }
}
