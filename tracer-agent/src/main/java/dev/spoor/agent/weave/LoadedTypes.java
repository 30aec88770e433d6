package dev.spoor.agent.weave;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the classes that are loaded already may match. Their supertypes are loaded too, so
 * asking these loads nothing.
 */
final class LoadedTypes {
  private final Index index;
  private final IdentityHashMap<Class<?>, Boolean> answers = new IdentityHashMap<>();

  LoadedTypes(Index index) {
    this.index = index;
  }

  @SuppressWarnings("ReferenceEquality") // loaders are their own identity
  boolean match(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) {
      return false;
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == LoadedTypes.class.getClassLoader() || loader instanceof PluginLoader) {
      return false;
    }
    return index.namesExactly(type.getName())
        || (loader != null && !index.familyNames().isEmpty() && isBelowWanted(type));
  }

  private boolean isBelowWanted(Class<?> type) {
    Boolean known = answers.get(type);
    if (known == null) {
      known = isWanted(type.getSuperclass());
      for (Class<?> each : type.getInterfaces()) {
        known = known || isWanted(each);
      }
      answers.put(type, known);
    }
    return known;
  }

  private boolean isWanted(@Nullable Class<?> type) {
    return type != null
        && (!index.family(type.getName().replace('.', '/')).isEmpty() || isBelowWanted(type));
  }
}
