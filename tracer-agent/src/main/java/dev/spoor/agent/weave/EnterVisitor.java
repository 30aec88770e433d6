package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/** {@code void enter} alone: one guarded call before the body, nothing after it. */
final class EnterVisitor extends LocalsVisitor {
  private final Sites sites;
  private final String site;

  EnterVisitor(MethodVisitor next, WovenMethod method, int base, Sites sites) {
    super(next, method, base);
    this.sites = sites;
    this.site = EntryGuard.enterSite(method, sites, Type.VOID_TYPE);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    EntryGuard.enter(this, sites, site, -1);
  }
}
