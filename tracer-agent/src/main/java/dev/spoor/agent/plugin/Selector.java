package dev.spoor.agent.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Picks methods by name and, if wanted, by arguments.
 *
 * @param arguments the argument part of a descriptor such as {@code (Ljava/lang/String;I)}, or null
 *     for any
 * @param count how many arguments, or -1 for any
 * @param incidental whether a class that declares no other method of its family is passed over
 */
public record Selector(String name, @Nullable String arguments, int count, boolean incidental) {
  /** The name that class files give to constructors. */
  public static final String CONSTRUCTOR = "<init>";

  /** Picks every method. */
  static final Selector ANY = new Selector("", null, -1, false);

  public boolean matches(String methodName, String descriptor) {
    return (name.isEmpty() || name.equals(methodName))
        && (arguments == null || descriptor.startsWith(arguments))
        && (count < 0 || Descriptors.countArguments(descriptor) == count);
  }
}
