package dev.spoor.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds each setting's value and remembers its source and what was wrong with it. */
final class Resolution {
  static final List<Source> PRECEDENCE =
      List.of(
          Source.CODE,
          Source.SYSTEM_PROPERTY,
          Source.FLEET,
          Source.ENVIRONMENT,
          Source.AGENT_ARGUMENT,
          Source.FILE,
          Source.OTEL,
          Source.HOST);

  final List<String> problems = new ArrayList<>(0);
  private final Sources sources;
  private final Object[] values = new Object[Settings.count()];
  private final Source[] origins = new Source[Settings.count()];

  Resolution(Sources sources) {
    this.sources = sources;
    sources.readFiles(problems);
    for (int i = 0; i < values.length; i++) {
      resolve(Settings.row(i));
    }
    UnknownNames.tell(sources, problems);
  }

  // Each slot holds what its own setting's parser or default made.
  @SuppressWarnings("unchecked")
  <T> T get(Setting<T> setting) {
    return (T) values[setting.index];
  }

  Source source(Setting<?> setting) {
    return origins[setting.index];
  }

  boolean isSet(Setting<?> setting) {
    return origins[setting.index] != Source.DEFAULT;
  }

  private void resolve(Setting<?> setting) {
    values[setting.index] = setting.fallback();
    origins[setting.index] = Source.DEFAULT;
    if (setting.kind == Setting.Kind.PAIRS || setting.kind == Setting.Kind.HEADERS) {
      resolveUnion(setting);
      return;
    }
    for (int i = 0; i < PRECEDENCE.size(); i++) {
      Source source = PRECEDENCE.get(i);
      String text = sources.value(source, setting);
      if (text != null) {
        Object value = parse(setting, source, text);
        if (value != null) {
          values[setting.index] = value;
          origins[setting.index] = source;
        }
        return;
      }
    }
  }

  /** From the weakest source to the strongest, so that the strongest wins each key. */
  private void resolveUnion(Setting<?> setting) {
    Map<Object, Object> union = null;
    for (int i = PRECEDENCE.size() - 1; i >= 0; i--) {
      Source source = PRECEDENCE.get(i);
      String text = sources.value(source, setting);
      if (text != null && parse(setting, source, text) instanceof Map<?, ?> map) {
        union = union == null ? new LinkedHashMap<>() : union;
        union.putAll(map);
        origins[setting.index] = source;
      }
    }
    if (union != null) {
      values[setting.index] = Collections.unmodifiableMap(union);
    }
  }

  private @Nullable Object parse(Setting<?> setting, Source source, String text) {
    try {
      return Values.parse(setting, text, problems);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String fallback = setting.defaultText();
      problems.add(
          setting.name()
              + ": "
              + (setting.isSecret() ? "the value" : "'" + Texts.shown(text) + "'")
              + " ("
              + source.label()
              + ") is not "
              + setting.expected()
              + "; "
              + (fallback == null ? "ignored" : "using " + fallback));
      return null;
    }
  }

  /**
   * What the user says about an integration of that name, null if nothing. The three spellings are
   * asked in this order, each in all sources; an unreadable toggle counts as not set.
   */
  @Nullable Boolean toggle(String integration, List<String> complaints) {
    String key = integration.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    Boolean toggle = toggle("DD_TRACE_", key, complaints);
    toggle = toggle == null ? toggle("DD_TRACE_INTEGRATION_", key, complaints) : toggle;
    return toggle == null ? toggle("DD_INTEGRATION_", key, complaints) : toggle;
  }

  private @Nullable Boolean toggle(String prefix, String key, List<String> complaints) {
    String name = prefix.concat(key).concat("_ENABLED");
    for (int i = 0; i < PRECEDENCE.size(); i++) {
      String text = sources.raw(PRECEDENCE.get(i), name);
      if (text != null && !text.isBlank()) {
        try {
          return Values.flag(text.strip());
        } catch (IllegalArgumentException e) {
          complaints.add(
              name + ": '" + Texts.shown(text) + "' is not true, false, 1 or 0; ignored");
          return null;
        }
      }
    }
    return null;
  }
}
