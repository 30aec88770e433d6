package dev.spoor.kind;

import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Tags that an application sets by hand, some of which mean more than a tag: {@code service.name}
 * moves the span to another service, {@code manual.keep} keeps its trace. The meanings are those
 * that Datadog's tracers give these names.
 *
 * <p>SQL that is given in {@code db.statement} or {@code db.query.text} loses its literals, as that
 * of the tracer's own spans does.
 */
public final class ManualTags {
  private static final SqlCache STATEMENTS = new SqlCache();

  private ManualTags() {}

  /**
   * Sets a tag.
   *
   * @param value text, number or boolean; other objects count as their text, and null takes the tag
   *     away
   */
  public static void set(Span span, String key, @Nullable Object value) {
    if (value == null) {
      span.setTag(key, (String) null);
      return;
    }
    switch (key) {
      case "resource.name" -> span.setResource(value.toString(), ResourceRank.TAG);
      case "service.name", "service" -> span.setService(value.toString(), "m");
      case "span.type" -> span.setType(value.toString());
      case "db.statement" -> span.setResource(statement(span, value), ResourceRank.TAG);
      case "db.query.text" -> span.setTag(key, statement(span, value));
      case "manual.keep" -> decide(span, value, true);
      case "manual.drop" -> decide(span, value, false);
      case "sampling.priority" -> prioritize(span, value);
      case "error" -> span.setError(isTrue(value), ErrorRank.BY_HAND);
      case Tags.HTTP_STATUS -> setStatus(span, value);
      case "_dd.measured" -> {
        if (isTrue(value)) {
          span.setMeasured();
        }
      }
      default -> setPlain(span, key, value);
    }
  }

  /** Sets a tag under a name that means nothing more. */
  private static void setPlain(Span span, String key, Object value) {
    if (value instanceof Double || value instanceof Float) {
      span.setTag(key, ((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      span.setTag(key, number.longValue());
    } else {
      span.setTagVerbatim(key, value.toString());
    }
  }

  private static String statement(Span span, Object sql) {
    Object system = span.tag("db.system");
    SqlDialect dialect = SqlDialect.of(system instanceof String type ? type : null);
    return STATEMENTS.get(sql.toString(), dialect).obfuscated();
  }

  private static void decide(Span span, Object value, boolean keep) {
    if (isTrue(value) && !span.isFinished()) {
      span.trace().decideByHand(keep);
    }
  }

  private static void prioritize(Span span, Object value) {
    if (value instanceof Number number && !span.isFinished()) {
      span.trace().decideByHand(number.doubleValue() > 0);
    }
  }

  /** The Agent takes it as text only; what is no status stays out. */
  private static void setStatus(Span span, Object value) {
    int status = value instanceof Number number ? number.intValue() : number(value.toString());
    if (status >= 100 && status <= 599) {
      span.setTag(Tags.HTTP_STATUS, Statuses.text(status));
      if (status == 404) {
        span.setResource("404", ResourceRank.NOT_FOUND);
      }
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isTrue(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    String text = value.toString();
    return text.equalsIgnoreCase("true") || text.equals("1");
  }
}
