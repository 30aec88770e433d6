package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;

/** {@code void enter} alone: one guarded call before the body, nothing after it. */
final class EnterVisitor extends LocalsVisitor {
  private final Sites sites;

  EnterVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites) {
    super(next, method, base);
    this.sites = sites;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    EntryGuard.enter(this, sites, -1);
  }
}
