package dev.spoor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the settings table: name, how its text is read, default and meaning.
 *
 * <p>The name is that of the environment variable; the system property is spelled with dots, {@code
 * DD_TRACE_AGENT_PORT} being {@code dd.trace.agent.port}. Built while its chapter is loaded,
 * unchanged afterwards.
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {
  /** The ways in which a value can be written. */
  enum Kind {
    FLAG,
    TEXT,
    CHOICE,
    WHOLE,
    DECIMAL,
    SECONDS,
    BYTES,
    LIST,
    PAIRS,
    /** The URL of a git repository, kept without the password it may hold. */
    REPOSITORY,
    HEADERS,
    STATUSES,
    STYLES
  }

  /** Place in the whole table; given by {@link Settings} before anybody can ask for a value. */
  int index;

  final Kind kind;
  private final Group group;
  private final String name;
  private final T fallback;
  private final String meaning;
  private final List<String> aliases = new ArrayList<>(1);
  private List<String> choices = List.of();
  private double min = Double.NEGATIVE_INFINITY;
  private double max = Double.POSITIVE_INFINITY;
  private boolean emptyCounts;

  Setting(Kind kind, Group group, String name, T fallback, String meaning) {
    this.kind = kind;
    this.group = group;
    this.name = name;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** The environment variable. */
  public String name() {
    return name;
  }

  /** Older names that are still read. */
  public List<String> aliases() {
    return List.copyOf(aliases);
  }

  public Group group() {
    return group;
  }

  /** The value if nobody says otherwise; empty text, an empty map or NaN stand for "not set". */
  public T fallback() {
    return fallback;
  }

  /** One line for the documentation. */
  public String meaning() {
    return meaning;
  }

  /** The system property, {@code dd.trace.agent.port} for {@code DD_TRACE_AGENT_PORT}. */
  public String property() {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Whether its value must not be shown anywhere. */
  public boolean isSecret() {
    return name.endsWith("_KEY") || name.endsWith("_TOKEN") || name.endsWith("_PASSWORD");
  }

  Setting<T> alias(String other) {
    aliases.add(other);
    return this;
  }

  Setting<T> choices(String... values) {
    choices = List.of(values);
    return this;
  }

  Setting<T> range(double least, double most) {
    min = least;
    max = most;
    return this;
  }

  Setting<T> emptyCounts() {
    emptyCounts = true;
    return this;
  }

  int spellings() {
    return 1 + aliases.size();
  }

  String spelling(int i) {
    return i == 0 ? name : aliases.get(i - 1);
  }

  List<String> choices() {
    return choices;
  }

  boolean inRange(double number) {
    return number >= min && number <= max;
  }

  boolean inRange(long number) {
    return number >= (long) min && number <= (long) max;
  }

  /** Whether an empty text is a value of its own; everywhere else it counts as not set. */
  boolean isEmptyMeant() {
    return emptyCounts;
  }

  /** What a value has to look like, for the line about one that does not. */
  String expected() {
    return switch (kind) {
      case FLAG -> "true, false, 1 or 0";
      case CHOICE -> String.join(", ", choices);
      case WHOLE, DECIMAL, SECONDS -> numberExpected();
      case BYTES -> "bytes, or a number with k or m";
      case STATUSES -> "status codes and ranges such as 500-599,404";
      case STYLES -> "datadog, tracecontext, b3multi, b3single, baggage or none";
      case HEADERS -> "header or header:tag, tags beginning with a letter";
      default -> "text";
    };
  }

  private String numberExpected() {
    String what = kind == Kind.WHOLE ? "a whole number" : "a number";
    boolean bounded = !Double.isInfinite(max) && max < Integer.MAX_VALUE;
    return bounded
        ? what + " from " + (long) min + " to " + (long) max
        : what + " of at least " + min;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A value as it could be given, "" for one that is not set; nothing of a secret. */
  String text(Object value) {
    if (isSecret()) {
      return "";
    }
    if (value instanceof Map<?, ?> map) {
      StringBuilder pairs = new StringBuilder();
      map.forEach(
          (key, part) ->
              pairs.append(pairs.isEmpty() ? "" : ",").append(key).append(':').append(part));
      return pairs.toString();
    }
    if (value instanceof List<?> list) {
      StringBuilder items = new StringBuilder();
      for (Object item : list) {
        String text =
            item instanceof PropagationStyle style
                ? style.name().toLowerCase(Locale.ROOT)
                : item.toString();
        items.append(items.isEmpty() ? "" : ",").append(text);
      }
      return items.toString();
    }
    Object shown = kind == Kind.SECONDS ? (Long) value / 1000.0 : value;
    String text = String.valueOf(shown);
    return text.equals("NaN") ? "" : text;
  }

  @Nullable String defaultText() {
    Object value = kind == Kind.SECONDS ? (Long) fallback / 1000.0 : fallback;
    String text = String.valueOf(value);
    return text.isEmpty() || text.equals("NaN") || text.equals("{}") || text.equals("[]")
        ? null
        : text;
  }
}
