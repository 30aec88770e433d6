package dev.spoor.agent.plugin;

import java.util.ArrayList;
import java.util.List;

/**
 * A type or a family of types, the methods of it that are woven, and the advice for them. Pure
 * data, so that targets can be indexed, printed and checked against real jars.
 *
 * <p>Methods are selected first, then given one or more actions; a selection after an action begins
 * a new group:
 *
 * <pre>{@code
 * Target.subtypesOf("java.sql.PreparedStatement")
 *     .method("execute").arguments(0)
 *     .method("executeQuery").arguments(0)
 *     .advice("Run")
 *     .method("close").advice("Close")
 * }</pre>
 *
 * <p>Immutable: every step returns a new target.
 */
public final class Target {
  private final String typeName;
  private final Scope scope;
  private final String parameterAnnotation;
  private final List<Selector> group;
  private final List<Rule> rules;

  /** Whether the group has an action already, so that the next selector begins a new one. */
  private final boolean groupUsed;

  /** Which types, or methods, a target names. */
  private enum Scope {
    TYPE,
    SUBTYPES,
    ANNOTATED
  }

  private Target(
      String typeName,
      Scope scope,
      String parameterAnnotation,
      List<Selector> group,
      List<Rule> rules,
      boolean groupUsed) {
    this.typeName = typeName;
    this.scope = scope;
    this.parameterAnnotation = parameterAnnotation;
    this.group = group;
    this.rules = rules;
    this.groupUsed = groupUsed;
  }

  /** One class or interface, by its binary name ({@code a.b.Outer$Inner}). */
  public static Target type(String binaryName) {
    return new Target(requireName(binaryName), Scope.TYPE, "", List.of(), List.of(), false);
  }

  /**
   * Every class or interface outside the boot loader that has this type among its supertypes,
   * directly or not. The type itself is not meant; add {@link #type} for it if it has code.
   */
  public static Target subtypesOf(String binaryName) {
    return new Target(requireName(binaryName), Scope.SUBTYPES, "", List.of(), List.of(), false);
  }

  /**
   * The methods, of whatever class outside the boot loader, that carry an annotation. Needs no
   * selector, only {@link #advice}; its {@code enter} takes an {@link AnnotatedMethod} and all
   * arguments as an {@code Object[]}, which is empty unless a parameter carries the other
   * annotation.
   *
   * @param annotation its binary name; it has to be kept in class files
   * @param onParameters binary name of an annotation of parameters that goes with it
   */
  public static Target annotatedWith(String annotation, String onParameters) {
    return new Target(
        requireName(annotation),
        Scope.ANNOTATED,
        requireName(onParameters),
        List.of(Selector.ANY),
        List.of(),
        false);
  }

  /** The same for an annotation that none of parameters goes with. */
  public static Target annotatedWith(String annotation) {
    return new Target(
        requireName(annotation), Scope.ANNOTATED, "", List.of(Selector.ANY), List.of(), false);
  }

  /** All methods of that name, whatever their arguments. */
  public Target method(String name) {
    return select(new Selector(requireName(name), null, -1, false));
  }

  /**
   * The method with that name and exactly these erased argument types.
   *
   * @param types binary names such as {@code java.lang.String}, {@code int}, {@code byte[]}
   */
  public Target method(String name, String... types) {
    return select(new Selector(requireName(name), Descriptors.ofArguments(types), -1, false));
  }

  /** All constructors, whatever their arguments. */
  public Target constructor() {
    return method(Selector.CONSTRUCTOR);
  }

  /**
   * The constructor with exactly these erased argument types; see {@link
   * #method(String,String...)}.
   */
  public Target constructor(String... types) {
    return method(Selector.CONSTRUCTOR, types);
  }

  /** Restricts the selector before it to methods with that many arguments. */
  public Target arguments(int count) {
    if (count < 0 || groupUsed || group.isEmpty()) {
      throw new IllegalArgumentException("arguments(" + count + ") must follow method(name)");
    }
    Selector last = group.get(group.size() - 1);
    return replaceLast(new Selector(last.name(), last.arguments(), count, last.incidental()));
  }

  /**
   * Says of the selector before it that its method is too common to tell a family's classes: it is
   * woven only in classes that declare another method of the family as well. For {@code close} and
   * the like, which would have the supertypes of hundreds of classes read from their files.
   */
  public Target incidental() {
    if (groupUsed || group.isEmpty()) {
      throw new IllegalArgumentException("incidental() must follow method(name)");
    }
    Selector last = group.get(group.size() - 1);
    return replaceLast(new Selector(last.name(), last.arguments(), last.count(), true));
  }

  private Target replaceLast(Selector selector) {
    List<Selector> changed = new ArrayList<>(group);
    changed.set(changed.size() - 1, selector);
    return new Target(typeName, scope, parameterAnnotation, List.copyOf(changed), rules, false);
  }

  /**
   * Weaves the group with {@code enter} and {@code exit}, or {@code after}, of an advice class.
   *
   * @param simpleName of a class nested in the plugin, or beside it in its package
   */
  public Target advice(String simpleName) {
    return act(new Action.Around(requireName(simpleName)));
  }

  /**
   * Lets {@code replace} of an advice class choose the value of one argument at entry.
   *
   * @param index of the argument, from 0, not counting the receiver
   */
  public Target replaceArgument(int index, String simpleName) {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index);
    }
    return act(new Action.ReplaceArgument(requireName(simpleName), index));
  }

  /**
   * Lets {@code call} of an advice class take the place of calls inside the group's bodies. The
   * advice receives the receiver (unless the call is static) and all arguments. If its first
   * parameter is a {@link java.lang.invoke.MethodHandle}, that one is the original method, which it
   * may invoke even where Java's access rules would not let it.
   *
   * @param owner binary name of the type that the call instruction names
   * @param descriptor as in the class file, such as {@code (Ljava/lang/Object;)V}
   */
  public Target replaceCalls(String owner, String name, String descriptor, String simpleName) {
    if (!descriptor.startsWith("(")) {
      throw new IllegalArgumentException("descriptor " + descriptor);
    }
    return act(
        new Action.ReplaceCalls(
            requireName(simpleName),
            requireName(owner).replace('.', '/'),
            requireName(name),
            descriptor));
  }

  /** The binary name given to {@link #type} or {@link #subtypesOf}. */
  public String typeName() {
    return typeName;
  }

  /** Whether the target is the family below the type rather than the type. */
  public boolean matchesSubtypes() {
    return scope == Scope.SUBTYPES;
  }

  /** Whether the target means methods with the annotation that {@link #typeName} names. */
  public boolean matchesAnnotation() {
    return scope == Scope.ANNOTATED;
  }

  /** The annotation of parameters given to {@link #annotatedWith}; empty for none. */
  public String parameterAnnotation() {
    return parameterAnnotation;
  }

  public List<Rule> rules() {
    return rules;
  }

  @Override
  public String toString() {
    return (scope == Scope.TYPE ? "" : scope + " ") + typeName + " " + rules;
  }

  private Target select(Selector selector) {
    List<Selector> changed = new ArrayList<>(groupUsed ? List.of() : group);
    changed.add(selector);
    return new Target(typeName, scope, parameterAnnotation, List.copyOf(changed), rules, false);
  }

  private Target act(Action action) {
    if (group.isEmpty()) {
      throw new IllegalArgumentException("an action needs a method before it: " + typeName);
    }
    List<Rule> changed = new ArrayList<>(rules);
    changed.add(new Rule(group, action));
    return new Target(typeName, scope, parameterAnnotation, group, List.copyOf(changed), true);
  }

  private static String requireName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    return name;
  }
}
