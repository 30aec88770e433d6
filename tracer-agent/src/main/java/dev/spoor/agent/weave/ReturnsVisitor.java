package dev.spoor.agent.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Turns every return of a method into a jump to one common exit, where the returned value is in a
 * variable, the operand stack is empty and nothing is known of the method's own variables.
 *
 * <p>Code that this class or a subclass adds goes to {@code mv} directly; what comes in through the
 * {@code visit} methods is the body.
 */
abstract class ReturnsVisitor extends LocalsVisitor {
  private final OperandStack stack = new OperandStack();
  final Label exit = new Label();
  final Type returnType;
  boolean returns;

  ReturnsVisitor(MethodVisitor next, WovenMethod method, int base) {
    super(next, method, base);
    returnType = method.returnType();
  }

  /** The variable that takes the returned value. */
  abstract int returnedLocal();

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      stack.instruction(opcode);
      super.visitInsn(opcode);
      return;
    }
    returns = true;
    if (returnType.getSize() > 0) {
      stack.pop(returnType.getSize());
      mv.visitVarInsn(returnType.getOpcode(Opcodes.ISTORE), returnedLocal());
    }
    stack.drain(mv);
    mv.visitJumpInsn(Opcodes.GOTO, exit);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] values) {
    stack.frame(stackCount, values);
    super.visitFrame(type, localCount, locals, stackCount, values);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (variable == 0 && opcode >= Opcodes.ISTORE && method.isConstructor()) {
      throw new WeaveRefused("its constructor overwrites the receiver");
    }
    stack.instruction(opcode);
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    stack.instruction(opcode);
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    stack.instruction(opcode);
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    stack.field(opcode, descriptor);
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    stack.call(opcode, descriptor);
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    stack.call(Opcodes.INVOKEDYNAMIC, descriptor);
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    stack.instruction(opcode);
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitLdcInsn(Object value) {
    stack.constant(value);
    super.visitLdcInsn(value);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
    stack.instruction(Opcodes.TABLESWITCH);
    super.visitTableSwitchInsn(min, max, dflt, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
    stack.instruction(Opcodes.LOOKUPSWITCH);
    super.visitLookupSwitchInsn(dflt, keys, labels);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    stack.newMultiArray(dimensions);
    super.visitMultiANewArrayInsn(descriptor, dimensions);
  }
}
