package dev.spoor.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Adds local variables behind those that a method has, and writes them into all of its frames.
 *
 * <p>They lie behind the method's own, not between parameters and locals, so that nothing has to be
 * renumbered and no wide value can reach into them.
 */
class LocalsVisitor extends MethodVisitor {
  final WovenMethod method;

  /** The first variable behind the method's own. */
  final int base;

  /** Types of the variables that the whole body keeps for us, as frames spell them. */
  private final List<Object> kept = new ArrayList<>();

  LocalsVisitor(MethodVisitor next, WovenMethod method, int base) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.base = base;
  }

  /** Declares the next variable that holds its value throughout the body. */
  final void keep(Object frameType) {
    kept.add(frameType);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    if (kept.isEmpty()) {
      super.visitFrame(type, localCount, locals, stackCount, stack);
    } else {
      Object[] all = withKept(Arrays.copyOf(locals, localCount));
      super.visitFrame(type, all.length, all, stackCount, stack);
    }
  }

  /** Where added code goes, past whatever this visitor does to the body. */
  final MethodVisitor next() {
    return mv;
  }

  /** The frame at entry, with our variables. */
  final void entryFrame(Object... stack) {
    frame(withKept(method.entryLocals()), stack);
  }

  /**
   * A frame behind the body: of the method's own variables nothing is known but a constructor's
   * receiver, which other advice may want.
   *
   * @param added types of variables behind the kept ones
   */
  final void exitFrame(List<Object> added, Object... stack) {
    Object[] start = method.isConstructor() ? new Object[] {method.owner()} : new Object[0];
    Object[] locals = withKept(start);
    Object[] all = Arrays.copyOf(locals, locals.length + added.size());
    for (int i = 0; i < added.size(); i++) {
      all[locals.length + i] = added.get(i);
    }
    frame(all, stack);
  }

  private void frame(Object[] locals, Object[] stack) {
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
  }

  private Object[] withKept(Object[] locals) {
    int slots = 0;
    for (Object local : locals) {
      slots += Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local) ? 2 : 1;
    }
    int padding = base - slots;
    Object[] result = Arrays.copyOf(locals, locals.length + padding + kept.size());
    Arrays.fill(result, locals.length, locals.length + padding, Opcodes.TOP);
    for (int i = 0; i < kept.size(); i++) {
      result[locals.length + padding + i] = kept.get(i);
    }
    return result;
  }
}
