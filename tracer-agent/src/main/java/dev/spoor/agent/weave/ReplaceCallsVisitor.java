package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.Action;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * {@code call}: an advice in place of a call instruction, with the same shape of the stack.
 *
 * <p>There is no guard: what the advice throws is, as a rule, what the original call threw. Calls
 * of {@code super} and of constructors stay.
 */
final class ReplaceCallsVisitor extends MethodVisitor {
  private static final Type HANDLE = Type.getObjectType("java/lang/invoke/MethodHandle");

  private final Sites sites;
  private final Action.ReplaceCalls action;

  ReplaceCallsVisitor(MethodVisitor next, Sites sites, Action.ReplaceCalls action) {
    super(Opcodes.ASM9, next);
    this.sites = sites;
    this.action = action;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKESPECIAL
        || !name.equals(action.name())
        || !owner.equals(action.owner())
        || !descriptor.equals(action.descriptor())) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    String original = opcode + " " + owner + " " + name + " " + descriptor;
    sites.call(mv, "call", siteDescriptor(opcode), original);
  }

  private String siteDescriptor(int opcode) {
    Type[] arguments = Type.getArgumentTypes(action.descriptor());
    boolean isStatic = opcode == Opcodes.INVOKESTATIC;
    Type[] all = new Type[arguments.length + (isStatic ? 0 : 1)];
    System.arraycopy(arguments, 0, all, all.length - arguments.length, arguments.length);
    if (!isStatic) {
      all[0] = Type.getObjectType(action.owner());
    }
    Type[] wanted = Type.getArgumentTypes(sites.advice.required("call"));
    int handles = wanted.length > 0 && wanted[0].equals(HANDLE) ? 1 : 0;
    if (wanted.length - handles != all.length) {
      throw new WeaveRefused(
          sites.advice.name() + ".call must take the receiver and all arguments");
    }
    return Type.getMethodDescriptor(Type.getReturnType(action.descriptor()), all);
  }
}
