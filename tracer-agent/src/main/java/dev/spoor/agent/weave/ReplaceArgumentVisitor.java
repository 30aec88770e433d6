package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/** {@code replace}: puts another value into the variable of one argument before the body runs. */
final class ReplaceArgumentVisitor extends LocalsVisitor {
  private final Sites sites;
  private final int index;

  ReplaceArgumentVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites, int index) {
    super(next, method, base);
    this.sites = sites;
    this.index = index;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    boolean receiver = !method.isConstructor();
    Type[] offered = method.offered(receiver);
    int position = index + (receiver && !method.isStatic() ? 1 : 0);
    if (position >= offered.length) {
      throw new WeaveRefused("it has no argument " + index);
    }
    Type type = offered[position];
    Type result = ExitCall.resultType(Type.getReturnType(sites.advice.required("replace")), type);
    String site = sites.advice.siteDescriptor("replace", result, offered);
    if (Type.getArgumentTypes(site).length <= position) {
      throw new WeaveRefused(sites.advice.name() + ".replace must take the argument it replaces");
    }
    int first = method.firstOffered(receiver);
    int variable = first;
    for (int i = 0; i < position; i++) {
      variable += offered[i].getSize();
    }
    EntryGuard guard = new EntryGuard(this, sites);
    guard.begin();
    sites.callWithLocals(mv, "replace", site, Integer.toString(position), first);
    ExitCall.storeResult(mv, result, type, variable);
    guard.end();
  }
}
