package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.AnnotatedMethod;
import dev.spoor.agent.plugin.Rule;
import dev.spoor.agent.plugin.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Writes the calls of advice into class files.
 *
 * <p>How it works: for each declared method the rules that cover it become a chain of visitors
 * between ASM's reader and its writer, the first rule outermost. Everything else of the class,
 * other methods and debug information included, is copied as it is. Woven code calls nothing but
 * its own {@code invokedynamic} sites, so the class gets no new dependency, field, interface or
 * method, and retransformation always starts from the original file.
 *
 * <p>Why not Byte Buddy's {@code Advice}: it is more general than we need, and loads many hundred
 * classes before the first method is woven.
 *
 * <p>Danger: a mistake here is a {@link VerifyError} in somebody's application. Frames are never
 * guessed: ours say of the method's own variables either what they are at entry or nothing.
 *
 * <p>Thread safe; nothing is loaded from the application here.
 */
final class Weaver {
  /**
   * Byte code past which HotSpot does not compile a method, so that weaving must not lift it there.
   */
  private static final int HUGE_METHOD = 8000;

  private static final int ROOM_FOR_ADVICE = 200;
  private static final int ACCESS_WITHOUT_BODY = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private final ClassLoader home;
  private final String linker;
  private final Hierarchy hierarchy;
  private final Map<String, AdviceClass> advices = new ConcurrentHashMap<>();

  /**
   * @param home the loader that has the class files of plugins
   * @param linker internal name of the class that has the bootstrap method
   */
  Weaver(ClassLoader home, String linker, Hierarchy hierarchy) {
    this.home = home;
    this.linker = linker;
    this.hierarchy = hierarchy;
  }

  /** The woven class file, or null if no rule covers a method of the class. */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader, byte[] bytes, ClassFile file, List<Index.Entry> entries) {
    Map<String, Plan> plans = plan(bytes, file, entries);
    if (plans.isEmpty()) {
      return null;
    }
    int version = file.majorVersion();
    byte[] input =
        version < OldClassFiles.FIRST_GOOD ? OldClassFiles.raise(bytes, hierarchy, loader) : bytes;
    if (version > OldClassFiles.NEWEST_KNOWN) {
      input = OldClassFiles.withVersion(input, OldClassFiles.NEWEST_KNOWN);
    }
    ClassReader reader = new ClassReader(input);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new PlanVisitor(writer, plans), ClassReader.EXPAND_FRAMES);
    byte[] woven = writer.toByteArray();
    return version > OldClassFiles.NEWEST_KNOWN ? OldClassFiles.withVersion(woven, version) : woven;
  }

  private Map<String, Plan> plan(byte[] bytes, ClassFile file, List<Index.Entry> entries) {
    Map<String, Plan> plans = new HashMap<>();
    Map<Index.Entry, Map<String, AnnotatedMethod>> annotated = annotated(bytes, entries);
    String owner = file.name();
    for (ClassFile.Method method : file.methods()) {
      if (!canBeWoven(method)) {
        continue;
      }
      List<Step> steps = steps(method, entries, annotated);
      if (!steps.isEmpty()) {
        WovenMethod woven =
            new WovenMethod(owner, method.access(), method.name(), method.descriptor());
        plans.put(method.name() + method.descriptor(), new Plan(woven, method.maxLocals(), steps));
      }
    }
    return plans;
  }

  private static boolean canBeWoven(ClassFile.Method method) {
    if ((method.access() & ACCESS_WITHOUT_BODY) != 0
        || (method.access() & Opcodes.ACC_BRIDGE) != 0
        || method.name().equals("<clinit>")) {
      return false;
    }
    return method.codeLength() > HUGE_METHOD
        || method.codeLength() + ROOM_FOR_ADVICE <= HUGE_METHOD;
  }

  /** The annotated methods for each target that means an annotation. */
  private static Map<Index.Entry, Map<String, AnnotatedMethod>> annotated(
      byte[] bytes, List<Index.Entry> entries) {
    Map<Index.Entry, Map<String, AnnotatedMethod>> found = Map.of();
    for (Index.Entry entry : entries) {
      Target target = entry.target();
      if (target.matchesAnnotation()) {
        found = found.isEmpty() ? new HashMap<>() : found;
        found.put(
            entry,
            AnnotatedMethods.read(
                bytes,
                Index.descriptor(target.typeName()),
                Index.descriptor(target.parameterAnnotation())));
      }
    }
    return found;
  }

  private List<Step> steps(
      ClassFile.Method method,
      List<Index.Entry> entries,
      Map<Index.Entry, Map<String, AnnotatedMethod>> annotated) {
    List<Step> steps = new ArrayList<>();
    for (Index.Entry entry : entries) {
      Map<String, AnnotatedMethod> chosen = annotated.get(entry);
      AnnotatedMethod facts =
          chosen == null ? null : chosen.get(method.name() + method.descriptor());
      if (chosen != null && facts == null) {
        continue;
      }
      for (Rule rule : entry.target().rules()) {
        if (rule.covers(method.name(), method.descriptor())) {
          try {
            steps.add(step(entry.state(), rule, facts));
          } catch (WeaveRefused refused) {
            Step.refuse(entry.state(), method.name(), refused);
          }
        }
      }
    }
    return steps;
  }

  private Step step(PluginState state, Rule rule, @Nullable AnnotatedMethod facts) {
    String plugin = state.plugin.getClass().getName();
    String key = plugin + '/' + rule.action().advice();
    AdviceClass advice = advices.get(key);
    if (advice == null) {
      advice = AdviceClass.find(home, plugin, rule.action().advice());
      advices.put(key, advice);
    }
    return Step.of(state, new Sites(linker, state.name(), advice, facts), rule.action());
  }

  /** What is done to one method. */
  private record Plan(WovenMethod method, int maxLocals, List<Step> steps) {
    MethodVisitor apply(MethodVisitor writer) {
      int base = maxLocals;
      for (Step step : steps) {
        base += step.locals(method);
      }
      // From the writer outwards: the first step stands next to it and so wraps all the others.
      MethodVisitor visitor = writer;
      for (Step step : steps) {
        base -= step.locals(method);
        try {
          visitor = step.visitor(visitor, method, base);
        } catch (WeaveRefused refused) {
          step.refuse(method, refused);
        }
      }
      return visitor;
    }
  }

  /** Puts the plans' visitors in front of the writer. */
  private static final class PlanVisitor extends ClassVisitor {
    private final Map<String, Plan> plans;

    PlanVisitor(ClassVisitor next, Map<String, Plan> plans) {
      super(Opcodes.ASM9, next);
      this.plans = plans;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
      Plan plan = plans.get(name + descriptor);
      return plan == null ? writer : plan.apply(writer);
    }
  }
}
