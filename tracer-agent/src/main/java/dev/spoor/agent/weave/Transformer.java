package dev.spoor.agent.weave;

import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class file that the JVM defines, and passes those that match to the weaver.
 *
 * <p>For nearly all classes it is one hash look-up and one walk over the constant pool. It runs on
 * the application's threads inside class loading: it must not load application classes, wait, or
 * throw.
 */
final class Transformer implements ClassFileTransformer {
  private final ClassLoader home;
  private final Index index;
  private final Hierarchy hierarchy;
  private final Weaver weaver;
  private final Exclusions exclusions;

  Transformer(
      ClassLoader home, Index index, Hierarchy hierarchy, Weaver weaver, Exclusions exclusions) {
    this.home = home;
    this.index = index;
    this.hierarchy = hierarchy;
    this.weaver = weaver;
    this.exclusions = exclusions;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // loaders are their own identity
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    // Hidden classes have no name here; whoever generates them is woven instead.
    if (name == null || loader == home || loader instanceof PluginLoader) {
      return null;
    }
    try {
      List<Index.Entry> exact = index.exact(name);
      boolean family =
          !Ignores.covers(loader) && index.mayBelongToFamily(bytes) && !Ignores.covers(name);
      if ((exact.isEmpty() && !family) || exclusions.covers(name)) {
        return null;
      }
      ClassFile file = new ClassFile(bytes);
      List<Index.Entry> entries =
          family && loader != null ? withFamilies(loader, bytes, file, exact) : exact;
      return entries.isEmpty() ? null : weave(loader, name, bytes, file, entries);
    } catch (Throwable e) {
      Counters.of("agent.match.failed").increment();
      Log.once("match " + e.getClass(), "could not look at the class " + name, e);
      return null;
    }
  }

  private List<Index.Entry> withFamilies(
      ClassLoader loader, byte[] bytes, ClassFile file, List<Index.Entry> targets) {
    List<Index.Entry> exact = index.withAnnotated(bytes, targets);
    if (!index.declaresFamilyMethod(file)) {
      return exact;
    }
    Set<String> above = hierarchy.above(loader, file, index.familyNames());
    if (above.isEmpty()) {
      return exact;
    }
    List<Index.Entry> result = new ArrayList<>(exact);
    for (String type : above) {
      result.addAll(index.family(type));
    }
    return result;
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      String name,
      byte[] bytes,
      ClassFile file,
      List<Index.Entry> entries) {
    try {
      byte[] woven = weaver.weave(loader, bytes, file, entries);
      if (woven != null) {
        for (Index.Entry entry : entries) {
          entry.state().matched.incrementAndGet();
        }
        Log.debug("wove " + name.replace('/', '.') + " for " + names(entries), null);
      }
      return woven;
    } catch (RuntimeException | LinkageError e) {
      Counters.of("agent.weave.failed").increment();
      for (Index.Entry entry : entries) {
        entry.state().failed.incrementAndGet();
      }
      Log.once("weave " + e, name.replace('/', '.') + " is left as it is", e);
      return null;
    }
  }

  private static String names(List<Index.Entry> entries) {
    StringBuilder result = new StringBuilder();
    for (Index.Entry entry : entries) {
      String name = entry.state().name();
      if (result.indexOf(name) < 0) {
        result.append(result.length() == 0 ? "" : ", ").append(name);
      }
    }
    return result.toString();
  }
}
