package dev.spoor.agent.weave;

import java.util.Arrays;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * How many words lie on the operand stack, and which of them belong together.
 *
 * <p>A return may leave values under the returned one; javac never does, other compilers do. Before
 * a return becomes a jump to our common exit they must be popped, for there the stack is empty by
 * the frame that we write.
 *
 * <p>Values are tracked from one stack map frame to the next, which is exact, as frames stand at
 * every join since class file version 51.
 */
final class OperandStack {
  private static final byte SINGLE = 1;
  private static final byte WIDE_LOW = 2;
  private static final byte WIDE_HIGH = 3;

  /** Words popped by each opcode, and what is pushed: 0 nothing, 1 a word, 2 a long or double. */
  private static final byte[] POPS = new byte[202];

  private static final byte[] PUSHES = new byte[202];

  static {
    effect(1, 8, 0, 1);
    effect(9, 10, 0, 2); // lconst
    effect(11, 13, 0, 1);
    effect(14, 15, 0, 2); // dconst
    effect(16, 17, 0, 1);
    effect(21, 21, 0, 1); // loads
    effect(22, 22, 0, 2);
    effect(23, 23, 0, 1);
    effect(24, 24, 0, 2);
    effect(25, 25, 0, 1);
    effect(46, 53, 2, 1); // array loads
    effect(47, 47, 2, 2);
    effect(49, 49, 2, 2);
    effect(54, 58, 1, 0); // stores
    effect(55, 55, 2, 0);
    effect(57, 57, 2, 0);
    effect(79, 86, 3, 0); // array stores
    effect(80, 80, 4, 0);
    effect(82, 82, 4, 0);
    effect(87, 87, 1, 0);
    effect(88, 88, 2, 0);
    for (int opcode = 96; opcode <= 115; opcode += 4) { // add, sub, mul, div, rem
      effect(opcode, opcode, 2, 1);
      effect(opcode + 1, opcode + 1, 4, 2);
      effect(opcode + 2, opcode + 2, 2, 1);
      effect(opcode + 3, opcode + 3, 4, 2);
    }
    effect(116, 119, 1, 1); // neg
    effect(117, 117, 2, 2);
    effect(119, 119, 2, 2);
    for (int opcode = 120; opcode <= 124; opcode += 2) { // shifts
      effect(opcode, opcode, 2, 1);
      effect(opcode + 1, opcode + 1, 3, 2);
    }
    for (int opcode = 126; opcode <= 130; opcode += 2) { // and, or, xor
      effect(opcode, opcode, 2, 1);
      effect(opcode + 1, opcode + 1, 4, 2);
    }
    effect(133, 147, 1, 1); // conversions
    effect(133, 133, 1, 2);
    effect(135, 135, 1, 2);
    effect(136, 137, 2, 1);
    effect(138, 138, 2, 2);
    effect(140, 141, 1, 2);
    effect(142, 142, 2, 1);
    effect(143, 143, 2, 2);
    effect(144, 144, 2, 1);
    effect(148, 148, 4, 1); // comparisons
    effect(149, 150, 2, 1);
    effect(151, 152, 4, 1);
    effect(153, 158, 1, 0);
    effect(159, 166, 2, 0);
    effect(170, 171, 1, 0);
    effect(187, 187, 0, 1);
    effect(188, 190, 1, 1);
    effect(192, 193, 1, 1);
    effect(194, 195, 1, 0);
    effect(198, 199, 1, 0);
  }

  private byte[] words = new byte[16];
  private int size;

  private static void effect(int from, int to, int pops, int pushes) {
    for (int opcode = from; opcode <= to; opcode++) {
      POPS[opcode] = (byte) pops;
      PUSHES[opcode] = (byte) pushes;
    }
  }

  /** Any instruction whose effect its opcode alone tells. */
  void instruction(int opcode) {
    if (opcode == Opcodes.SWAP || (opcode >= Opcodes.DUP && opcode <= Opcodes.DUP2_X2)) {
      shuffle(opcode);
      return;
    }
    pop(POPS[opcode]);
    push(PUSHES[opcode]);
  }

  void field(int opcode, String descriptor) {
    int width = Type.getType(descriptor).getSize();
    boolean put = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    boolean instance = opcode == Opcodes.PUTFIELD || opcode == Opcodes.GETFIELD;
    pop((put ? width : 0) + (instance ? 1 : 0));
    push(put ? 0 : width);
  }

  void call(int opcode, String descriptor) {
    boolean instance = opcode != Opcodes.INVOKESTATIC && opcode != Opcodes.INVOKEDYNAMIC;
    // The receiver is in this count.
    int arguments = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    pop(instance ? arguments : arguments - 1);
    push(Type.getReturnType(descriptor).getSize());
  }

  void constant(Object value) {
    boolean wide = value instanceof Long || value instanceof Double;
    if (value instanceof ConstantDynamic dynamic) {
      wide = dynamic.getSize() == 2;
    }
    push(wide ? 2 : 1);
  }

  void newMultiArray(int dimensions) {
    pop(dimensions);
    push(1);
  }

  /** Starts again from what a frame says. */
  void frame(int count, Object @Nullable [] values) {
    size = 0;
    for (int i = 0; i < count && values != null; i++) {
      push(Opcodes.LONG.equals(values[i]) || Opcodes.DOUBLE.equals(values[i]) ? 2 : 1);
    }
  }

  void pop(int count) {
    if (count > size) {
      throw new WeaveRefused("its operand stack could not be followed");
    }
    size -= count;
  }

  /** Writes instructions that pop all that is left. */
  void drain(MethodVisitor out) {
    while (size > 0) {
      boolean wide = words[size - 1] == WIDE_HIGH;
      out.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
      size -= wide ? 2 : 1;
    }
  }

  private void push(int width) {
    if (width == 1) {
      add(SINGLE);
    } else if (width == 2) {
      add(WIDE_LOW);
      add(WIDE_HIGH);
    }
  }

  private void add(byte word) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
  }

  /** dup and swap move words, whatever they are part of. */
  private void shuffle(int opcode) {
    switch (opcode) {
      case Opcodes.DUP -> insertCopy(1, 0);
      case Opcodes.DUP_X1 -> insertCopy(1, 1);
      case Opcodes.DUP_X2 -> insertCopy(1, 2);
      case Opcodes.DUP2 -> insertCopy(2, 0);
      case Opcodes.DUP2_X1 -> insertCopy(2, 1);
      case Opcodes.DUP2_X2 -> insertCopy(2, 2);
      default -> {
        return; // swap: both words are singles
      }
    }
  }

  /** Copies the top words below the words that follow them. */
  private void insertCopy(int count, int below) {
    if (count + below > size) {
      throw new WeaveRefused("its operand stack could not be followed");
    }
    byte[] moved = Arrays.copyOfRange(words, size - count - below, size);
    size -= count + below;
    for (int i = 0; i < count; i++) {
      add(moved[below + i]);
    }
    for (byte word : moved) {
      add(word);
    }
  }
}
