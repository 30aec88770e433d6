package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/** {@code replace}: puts another value into the variable of one argument before the body runs. */
final class ReplaceArgumentVisitor extends LocalsVisitor {
  private final Sites sites;
  private final String site;
  private final Type type;

  /** The argument's place among those that the advice is given, and its variable. */
  private final int position;

  private final int variable;

  ReplaceArgumentVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites, int index) {
    super(next, method, base);
    this.sites = sites;
    boolean receiver = !method.isConstructor();
    Type[] offered = method.offered(receiver);
    this.position = index + (receiver && !method.isStatic() ? 1 : 0);
    if (position >= offered.length) {
      throw new WeaveRefused(method.name() + " has no argument " + index);
    }
    this.type = offered[position];
    int at = method.firstOffered(receiver);
    for (int i = 0; i < position; i++) {
      at += offered[i].getSize();
    }
    this.variable = at;
    Type replaced = Type.getReturnType(sites.advice.required("replace"));
    Type result = ExitCall.resultType(replaced, type);
    this.site = sites.advice.siteDescriptor("replace", result, offered);
    if (Type.getArgumentTypes(site).length <= position) {
      throw new WeaveRefused(sites.advice.name() + ".replace must take the argument it replaces");
    }
  }

  @Override
  public void visitCode() {
    super.visitCode();
    int first = method.firstOffered(!method.isConstructor());
    EntryGuard guard = new EntryGuard(this, sites);
    guard.begin();
    sites.callWithLocals(mv, "replace", site, Integer.toString(position), first);
    ExitCall.storeResult(mv, Type.getReturnType(site), type, variable);
    guard.end();
  }
}
