package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.AnnotatedMethod;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the call sites of one advice.
 *
 * <p>The guard against failing advice is a handler in the woven method rather than a combinator of
 * method handles: it costs nothing until it is needed, and linking has no adapter to generate.
 */
final class Sites {
  static final String THROWABLE = "java/lang/Throwable";
  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
          + "Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

  private final Handle bootstrap;
  private final String plugin;
  final AdviceClass advice;

  /** What the advice is told of the method; null if it was not chosen by an annotation. */
  final @Nullable AnnotatedMethod facts;

  /**
   * @param linker internal name of the class that has the bootstrap method
   */
  Sites(String linker, String plugin, AdviceClass advice, @Nullable AnnotatedMethod facts) {
    this.bootstrap = new Handle(Opcodes.H_INVOKESTATIC, linker, "link", BOOTSTRAP, false);
    this.plugin = plugin;
    this.advice = advice;
    this.facts = facts;
  }

  /** Calls a method of the advice with what is on the stack. */
  void call(MethodVisitor out, String method, String siteDescriptor, String extra) {
    AdviceRef ref = new AdviceRef(plugin, advice.name(), advice.required(method), extra);
    out.visitInvokeDynamicInsn(method, siteDescriptor, bootstrap, ref.encoded());
  }

  /**
   * Calls a method of the advice with values from local variables.
   *
   * @param local the variable of the first argument; the others follow it
   */
  void callWithLocals(
      MethodVisitor out, String method, String siteDescriptor, String extra, int local) {
    loadLocals(out, siteDescriptor, 0, local);
    call(out, method, siteDescriptor, extra);
  }

  /** Pushes the variables for a site's arguments, from the given one on. */
  static void loadLocals(MethodVisitor out, String siteDescriptor, int from, int local) {
    Type[] types = Type.getArgumentTypes(siteDescriptor);
    int at = local;
    for (int i = from; i < types.length; i++) {
      out.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), at);
      at += types[i].getSize();
    }
  }

  /** Tells of the failure that is on the stack; only errors of the JVM are thrown again. */
  void failed(MethodVisitor out) {
    AdviceRef ref = new AdviceRef(plugin, advice.name(), "-", "");
    out.visitInvokeDynamicInsn("failed", "(Ljava/lang/Throwable;)V", bootstrap, ref.encoded());
  }

  /** Lets the handler catch whatever the code between the labels throws. */
  static void guard(MethodVisitor out, Label from, Label to, Label handler) {
    out.visitTryCatchBlock(from, to, handler, THROWABLE);
  }
}
