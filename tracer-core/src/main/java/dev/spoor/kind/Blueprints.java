package dev.spoor.kind;

import dev.spoor.trace.Blueprint;
import org.jspecify.annotations.Nullable;

/**
 * The blueprints of one kind of span, found by two texts in which they differ, say a component and
 * a host. Made when they are first asked for, and again when other settings are installed.
 *
 * <p>Bounded: what is asked for rarely may be forgotten and made again. Thread safe and lock-free.
 */
abstract class Blueprints {
  private static final int PLACES = 32;
  private static final int MAX_KEY = 256;
  private static final int MAX_CHARS = 4 * 1024;

  private @Nullable Made made;

  /** Final fields: safe to read however the reference was come by. */
  private static final class Made {
    final KindSettings settings;
    final PairCache<Blueprint> cache = new PairCache<>(PLACES, MAX_KEY, MAX_CHARS);

    Made(KindSettings settings) {
      this.settings = settings;
    }
  }

  abstract Blueprint make(KindSettings settings, String first, String second);

  /** Null stands for "". */
  @SuppressWarnings("ReferenceEquality") // settings are installed, not compared
  final Blueprint get(KindSettings settings, String first, @Nullable String second) {
    Made known = made;
    if (known == null || known.settings != settings) {
      known = new Made(settings);
      made = known;
    }
    String other = second == null ? "" : second;
    Blueprint blueprint = known.cache.get(first, other);
    if (blueprint == null) {
      blueprint = make(settings, first, other);
      known.cache.put(first, other, blueprint);
    }
    return blueprint;
  }
}
