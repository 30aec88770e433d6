package dev.spoor.agent.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Picks methods by name and, if wanted, by arguments.
 *
 * @param arguments the argument part of a descriptor such as {@code (Ljava/lang/String;I)}, or null
 *     for any
 * @param count how many arguments, or -1 for any
 */
public record Selector(String name, @Nullable String arguments, int count) {
  /** The name that class files give to constructors. */
  public static final String CONSTRUCTOR = "<init>";

  /** Picks every method. */
  static final Selector ANY = new Selector("", null, -1);

  public boolean matches(String methodName, String descriptor) {
    return (name.isEmpty() || name.equals(methodName))
        && (arguments == null || descriptor.startsWith(arguments))
        && (count < 0 || Descriptors.countArguments(descriptor) == count);
  }
}
