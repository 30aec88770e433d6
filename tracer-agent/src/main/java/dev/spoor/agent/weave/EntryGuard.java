package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.AnnotatedMethod;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Code at the beginning of a method whose failure leaves everything as it was. What is written
 * between {@link #begin} and {@link #end} must leave the operand stack empty.
 */
final class EntryGuard {
  private final LocalsVisitor visitor;
  private final Sites sites;
  private final MethodVisitor out;
  private final Label from = new Label();
  private final Label to = new Label();
  private final Label failed = new Label();
  private final Label body = new Label();

  EntryGuard(LocalsVisitor visitor, Sites sites) {
    this.visitor = visitor;
    this.sites = sites;
    this.out = visitor.next();
  }

  void begin() {
    Sites.guard(out, from, to, failed);
    out.visitLabel(from);
  }

  void end() {
    out.visitLabel(to);
    out.visitJumpInsn(Opcodes.GOTO, body);
    out.visitLabel(failed);
    visitor.entryFrame(Sites.THROWABLE);
    sites.failed(out);
    out.visitLabel(body);
    visitor.entryFrame();
    // The body may begin with a frame of its own, and two frames cannot share one instruction.
    out.visitInsn(Opcodes.NOP);
  }

  /** The call site of {@code enter} in a method; refused if the advice does not fit it. */
  static String enterSite(WovenMethod method, Sites sites, Type result) {
    AnnotatedMethod facts = sites.facts;
    if (facts != null) {
      Type[] arguments = facts.hasParameters() ? method.arguments() : new Type[0];
      return Type.getMethodDescriptor(result, arguments);
    }
    return sites.advice.siteDescriptor("enter", result, method.offered(!method.isConstructor()));
  }

  /**
   * Writes the call of {@code enter}.
   *
   * @param stateLocal where the result goes, -1 if it is not wanted
   */
  static void enter(LocalsVisitor visitor, Sites sites, String site, int stateLocal) {
    WovenMethod method = visitor.method;
    EntryGuard guard = new EntryGuard(visitor, sites);
    guard.begin();
    AnnotatedMethod facts = sites.facts;
    int first = method.firstOffered(facts == null && !method.isConstructor());
    sites.callWithLocals(guard.out, "enter", site, facts == null ? "" : facts.encode(), first);
    if (stateLocal >= 0) {
      guard.out.visitVarInsn(Opcodes.ASTORE, stateLocal);
    }
    guard.end();
  }
}
