package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.AnnotatedMethod;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Links woven call sites to advice, each at its first execution.
 *
 * <p>A site is constant for ever: the compiler sees a plain static call. If the advice cannot be
 * linked (a type or member of the library is missing, it has another shape), the site becomes one
 * that does nothing; that is counted and told once per advice.
 *
 * <p>Danger: classes that linking itself uses may be woven, and then linking begins again on the
 * same thread. A few levels are normal (one advice reaching another one); past {@link #MAX_DEPTH}
 * the site is left without effect rather than overflow the stack.
 *
 * <p>Thread safe.
 */
final class CallSites implements InvocationHandler {
  private static final int MAX_DEPTH = 8;

  private final PluginLoaders loaders;
  private final Map<String, PluginState> states;

  /** How deep in linking each thread is; only threads that link stand here. */
  private final Map<Thread, Integer> linking = new ConcurrentHashMap<>();

  CallSites(PluginLoaders loaders, Map<String, PluginState> states) {
    this.loaders = loaders;
    this.states = states;
  }

  /** Called by the linker class with the caller's lookup and (name, type, advice). */
  @Override
  public Object invoke(Object caller, @Nullable Method none, Object[] arguments) {
    return site(
        (MethodHandles.Lookup) caller,
        (String) arguments[0],
        (MethodType) arguments[1],
        AdviceRef.decode((String) arguments[2]));
  }

  CallSite site(MethodHandles.Lookup caller, String name, MethodType type, AdviceRef ref) {
    Thread thread = Thread.currentThread();
    Integer before = linking.get(thread);
    int depth = before == null ? 0 : before;
    linking.put(thread, depth + 1);
    try {
      if (name.equals("failed")) {
        return new ConstantCallSite(reporter(ref));
      }
      if (depth >= MAX_DEPTH) {
        throw new IllegalStateException("linking recurs");
      }
      MethodHandle target = advice(caller, name, type, ref);
      count(ref, true);
      return new ConstantCallSite(target);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      count(ref, false);
      Counters.of("agent.advice.unlinked").increment();
      Log.once(
          "link " + ref.advice(),
          "the advice " + ref.advice() + " does not fit this application and is switched off",
          e);
      return new ConstantCallSite(withoutEffect(caller, name, type, ref));
    } finally {
      if (depth == 0) {
        linking.remove(thread);
      } else {
        linking.put(thread, depth);
      }
    }
  }

  private MethodHandle advice(
      MethodHandles.Lookup caller, String name, MethodType type, AdviceRef ref)
      throws ReflectiveOperationException {
    PluginLoader loader = loaders.of(caller.lookupClass().getClassLoader());
    Class<?> advice = Class.forName(ref.advice(), true, loader);
    MethodType declared = MethodType.fromMethodDescriptorString(ref.descriptor(), loader);
    MethodHandle target =
        MethodHandles.privateLookupIn(advice, MethodHandles.lookup())
            .findStatic(advice, name, declared);
    if (name.equals("call") && declared.parameterCount() > type.parameterCount()) {
      target = MethodHandles.insertArguments(target, 0, original(caller, ref));
    }
    if (name.equals("enter") && !ref.extra().isEmpty()) {
      Object facts = AnnotatedMethod.decode(ref.extra());
      return MethodHandles.insertArguments(target, 0, facts)
          .asCollector(Object[].class, type.parameterCount())
          .asType(type);
    }
    requireFit(ref, type, target.type());
    return target.asType(type);
  }

  /**
   * An adapter would cast, and fail at each call, where a library's types are not those expected.
   */
  private static void requireFit(AdviceRef ref, MethodType site, MethodType advice) {
    for (int i = 0; i < site.parameterCount(); i++) {
      Class<?> given = site.parameterType(i);
      Class<?> wanted = advice.parameterType(i);
      if (!given.isPrimitive() && !wanted.isAssignableFrom(given)) {
        throw new LinkageError(ref.advice() + " expects " + wanted + ", there is " + given);
      }
    }
  }

  private static MethodHandle withoutEffect(
      MethodHandles.Lookup caller, String name, MethodType type, AdviceRef ref) {
    if (name.equals("call")) {
      try {
        return original(caller, ref).asType(type);
      } catch (ReflectiveOperationException e) {
        // The woven class could make this very call, so its own lookup can as well.
        throw new LinkageError("cannot restore the call " + ref.extra(), e);
      }
    }
    if (type.returnType() == void.class || name.equals("enter") || ref.extra().isEmpty()) {
      return MethodHandles.empty(type);
    }
    int position = Integer.parseInt(ref.extra());
    MethodHandle same = MethodHandles.identity(type.parameterType(position));
    int behind = type.parameterCount() - position - 1;
    Class<?>[] parameters = type.parameterArray();
    Class<?>[] before = new Class<?>[position];
    Class<?>[] after = new Class<?>[behind];
    System.arraycopy(parameters, 0, before, 0, position);
    System.arraycopy(parameters, position + 1, after, 0, behind);
    MethodHandle all = MethodHandles.dropArguments(same, 1, after);
    return MethodHandles.dropArguments(all, 0, before).asType(type);
  }

  /**
   * The method that a replaced call instruction named; the reference is "opcode owner name type".
   */
  private static MethodHandle original(MethodHandles.Lookup caller, AdviceRef ref)
      throws ReflectiveOperationException {
    String extra = ref.extra();
    int first = extra.indexOf(' ');
    int second = extra.indexOf(' ', first + 1);
    int third = extra.indexOf(' ', second + 1);
    ClassLoader loader = caller.lookupClass().getClassLoader();
    Class<?> owner =
        Class.forName(extra.substring(first + 1, second).replace('/', '.'), false, loader);
    String name = extra.substring(second + 1, third);
    MethodType type = MethodType.fromMethodDescriptorString(extra.substring(third + 1), loader);
    return Integer.parseInt(extra.substring(0, first)) == Opcodes.INVOKESTATIC
        ? caller.findStatic(owner, name, type)
        : caller.findVirtual(owner, name, type);
  }

  private MethodHandle reporter(AdviceRef ref) throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(
            new FailedAdvice(ref.advice(), states.get(ref.plugin())),
            "report",
            MethodType.methodType(void.class, Throwable.class));
  }

  private void count(AdviceRef ref, boolean linked) {
    PluginState state = states.get(ref.plugin());
    if (state != null) {
      (linked ? state.linked : state.failed).incrementAndGet();
    }
  }
}
