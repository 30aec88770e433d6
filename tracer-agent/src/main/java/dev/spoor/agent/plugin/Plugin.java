package dev.spoor.agent.plugin;

import java.util.List;

/**
 * One instrumented library: which methods are woven, and with which advice. This page is the whole
 * guide for plugin authors.
 *
 * <p><b>A plugin</b> is one class in {@code dev.spoor.agent.lib.<library>} with a public
 * no-argument constructor, and one line in the resource {@code META-INF/spoor/plugins}. It runs
 * once, before {@code main}: it must only build its list of {@link Target}s, which are data. The
 * advice is named by strings because it must never be loaded together with the plugin.
 *
 * <pre>{@code
 * public final class JedisPlugin implements Plugin {
 *   public String name() { return "jedis"; }
 *
 *   public List<Target> targets() {
 *     return List.of(
 *         Target.type("redis.clients.jedis.Connection")
 *             .method("executeCommand", "redis.clients.jedis.CommandArguments")
 *             .advice("Command"));
 *   }
 *
 *   static final class Command {
 *     static Object enter(Connection self, CommandArguments arguments) { ... }
 *     static void exit(Object call, Throwable thrown) { ... }
 *   }
 * }
 * }</pre>
 *
 * <p><b>Advice</b> is a class with static methods, nested in the plugin or beside it in its
 * package; both may be package-private. It is loaded once per application class loader, sees the
 * library's types as the application sees them and the tracer's own, and is ordinary Java: lambdas,
 * statics, break points. The methods have fixed names and no overloads:
 *
 * <ul>
 *   <li>{@code Object enter(self, arguments...)} before the body. What it returns is the call's
 *       state. Null means "not interested": then {@code exit} is not called.
 *   <li>{@code exit(state)}, {@code exit(state, thrown)} or {@code exit(state, returned, thrown)}
 *       after the body, whether it returned or threw; {@code thrown} is null or {@code returned} is
 *       the default of its type (always null for void methods). If {@code exit} is not void, its
 *       result takes the place of the returned value.
 *   <li>{@code void enter(self, arguments...)} alone: nothing happens at the end.
 *   <li>{@code after(returned, self, arguments...)} alone, without {@code enter}: after a normal
 *       return only. For void methods and constructors there is no {@code returned}: {@code
 *       after(self, arguments...)}. If it is not void, its result takes the place of the returned
 *       value. The arguments are those that the caller passed.
 *   <li>{@code replace(self, arguments...)} for {@link Target#replaceArgument}: returns the value
 *       that the body sees in place of that argument.
 *   <li>{@code call(receiver, arguments...)} for {@link Target#replaceCalls}: takes the place of a
 *       call inside the body; whatever it throws reaches the application.
 * </ul>
 *
 * <p>For methods that are chosen by an annotation ({@link Target#annotatedWith}) it is {@code
 * enter(AnnotatedMethod, Object[])} instead.
 *
 * <p>{@code self} is absent in static methods. In constructors it is absent from {@code enter} and
 * {@code replace} (they run before {@code super(...)}) and present in {@code after}; {@code exit}
 * is not called when a constructor throws. Trailing parameters may be left out. Each parameter has
 * the type of the woven method or a supertype of it, usually {@code Object}.
 *
 * <p><b>Rules.</b> Advice should not throw; if it does, the failure is counted, told once and
 * swallowed ({@link VirtualMachineError} passes). If a type or member of the library is missing,
 * the advice is disabled for that class loader, counted and told once. Abstract, native and bridge
 * methods are skipped. A target that matches nothing costs nothing, so versions of a library are
 * covered by listing the methods of all of them.
 */
public interface Plugin {
  /**
   * The library's name as in Datadog's toggles: {@code DD_TRACE_<NAME>_ENABLED=false} switches the
   * plugin off (upper case, {@code -} becomes {@code _}).
   */
  String name();

  /** Whether the plugin is on when no toggle says otherwise. */
  default boolean enabledByDefault() {
    return true;
  }

  /** What is woven. Called once, at start. */
  List<Target> targets();
}
