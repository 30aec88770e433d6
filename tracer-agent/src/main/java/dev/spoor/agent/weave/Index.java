package dev.spoor.agent.weave;

import dev.spoor.agent.plugin.Rule;
import dev.spoor.agent.plugin.Selector;
import dev.spoor.agent.plugin.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All targets by the name of their type, so that most classes cost one hash look-up and one walk
 * over their constant pool. Immutable once built.
 */
final class Index {
  private final Map<String, List<Entry>> exact = new HashMap<>();
  private final Map<String, List<Entry>> families = new HashMap<>();
  private final Map<String, List<Entry>> exactByBinaryName = new HashMap<>();
  private final List<Entry> annotated = new ArrayList<>();

  /** Names of families' methods, and descriptors of annotations. */
  private final NameSet familyMethods;

  /**
   * A target and the plugin that it is of.
   *
   * @param annotation descriptor of the target's annotation, if it means one
   */
  record Entry(PluginState state, Target target, NameSet annotation) {
    Entry(PluginState state, Target target) {
      this(state, target, annotationOf(target));
    }
  }

  Index(List<PluginState> plugins) {
    Set<String> methods = new HashSet<>();
    for (PluginState state : plugins) {
      for (Target target : state.plugin.targets()) {
        Entry entry = new Entry(state, target);
        String name = target.typeName().replace('.', '/');
        if (target.matchesAnnotation()) {
          annotated.add(entry);
          methods.add(descriptor(target.typeName()));
        } else if (target.matchesSubtypes()) {
          put(families, name, entry);
          addMethodNames(methods, target);
        } else {
          put(exact, name, entry);
          put(exactByBinaryName, target.typeName(), entry);
        }
      }
    }
    familyMethods = new NameSet(methods);
  }

  private static NameSet annotationOf(Target target) {
    return new NameSet(
        target.matchesAnnotation() ? Set.of(descriptor(target.typeName())) : Set.of());
  }

  /** Targets that name this class itself. */
  List<Entry> exact(String internalName) {
    return exact.getOrDefault(internalName, List.of());
  }

  /** Whether a target names this class itself, by its binary name. */
  boolean namesExactly(String binaryName) {
    return exactByBinaryName.containsKey(binaryName);
  }

  /** Targets that mean the subtypes of this type. */
  List<Entry> family(String internalName) {
    return families.getOrDefault(internalName, List.of());
  }

  /** Targets that mean methods with an annotation. */
  List<Entry> annotated() {
    return annotated;
  }

  /** The given targets, and those that mean an annotation which the class names. */
  @SuppressWarnings("ReferenceEquality") // whether it has been copied yet
  List<Entry> withAnnotated(byte[] bytes, List<Entry> entries) {
    List<Entry> result = entries;
    for (Entry entry : annotated) {
      if (ClassFile.mentions(bytes, entry.annotation())) {
        result = result == entries ? new ArrayList<>(entries) : result;
        result.add(entry);
      }
    }
    return result;
  }

  /** A type as class files spell it where they name an annotation. */
  static String descriptor(String binaryName) {
    return "L" + binaryName.replace('.', '/') + ";";
  }

  /** Internal names of the types whose subtypes are wanted. */
  Set<String> familyNames() {
    return families.keySet();
  }

  /**
   * Whether a class declares a method that a family's target selects, or names an annotation that
   * is wanted. Asked before any question on supertypes, because it needs no other file than the
   * class's own and nearly always says no.
   */
  boolean mayBelongToFamily(byte[] bytes) {
    return (!families.isEmpty() || !annotated.isEmpty())
        && ClassFile.mentions(bytes, familyMethods);
  }

  boolean declaresFamilyMethod(ClassFile file) {
    for (ClassFile.Method method : file.methods()) {
      for (List<Entry> entries : families.values()) {
        for (Entry entry : entries) {
          if (tells(entry.target(), method)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean tells(Target target, ClassFile.Method method) {
    for (Rule rule : target.rules()) {
      if (rule.tells(method.name(), method.descriptor())) {
        return true;
      }
    }
    return false;
  }

  private static void addMethodNames(Set<String> names, Target target) {
    for (Rule rule : target.rules()) {
      for (Selector selector : rule.selectors()) {
        if (!selector.incidental()) {
          names.add(selector.name());
        }
      }
    }
  }

  private static void put(Map<String, List<Entry>> map, String name, Entry entry) {
    List<Entry> entries = map.get(name);
    if (entries == null) {
      entries = new ArrayList<>();
      map.put(name, entries);
    }
    entries.add(entry);
  }
}
