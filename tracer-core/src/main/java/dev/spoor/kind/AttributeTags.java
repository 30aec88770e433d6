package dev.spoor.kind;

import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of OpenTelemetry as tags: text and booleans go to {@code meta}, numbers to {@code
 * metrics}, the elements of a list or array stand under {@code name.0}, {@code name.1} and so on,
 * an empty one is an empty text. Some names are reserved for what a Datadog span has beside its
 * tags; further ones have the meaning that they have for every tag of an application ({@link
 * Span#set}).
 *
 * <p>SQL in {@code db.statement} or {@code db.query.text} loses its literals, as that of the
 * tracer's own spans does.
 */
public final class AttributeTags {
  private static final String ANALYTICS = "_dd1.sr.eausr";
  private static final SqlCache STATEMENTS = new SqlCache();

  private AttributeTags() {}

  /**
   * Sets an attribute.
   *
   * @param value text, number or boolean, or a list or array of these; other objects count as their
   *     text
   */
  public static void set(Span span, String key, Object value) {
    switch (key) {
      case "operation.name" -> span.setOperation(value.toString().toLowerCase(Locale.ROOT));
      case "resource.name" -> span.setResource(value.toString(), ResourceRank.BY_HAND);
      case "db.query.text" -> span.setTag(key, statement(span, value.toString()));
      case "analytics.event" -> setAnalytics(span, key, value);
      case "http.response.status_code" ->
          setPlain(span, value instanceof Number ? Tags.HTTP_STATUS : key, value);
      default -> setPlain(span, key, value);
    }
  }

  private static void setAnalytics(Span span, String key, Object value) {
    String text = value.toString();
    if (text.equalsIgnoreCase("true")) {
      span.setTag(ANALYTICS, 1);
    } else if (text.equalsIgnoreCase("false")) {
      span.setTag(ANALYTICS, 0);
    } else {
      span.setTagVerbatim(key, text);
    }
  }

  private static void setPlain(Span span, String key, Object value) {
    if (value instanceof List<?> list) {
      setAll(span, key, list.toArray());
    } else if (value.getClass().isArray()) {
      setAll(span, key, value);
    } else if ("".equals(value)) {
      span.setTagVerbatim(key, "");
    } else {
      span.set(key, value);
    }
  }

  private static String statement(Span span, String sql) {
    Object system = span.tag("db.system");
    SqlDialect dialect = SqlDialect.of(system instanceof String type ? type : null);
    return STATEMENTS.get(sql, dialect).obfuscated();
  }

  private static void setAll(Span span, String key, Object array) {
    int length = Array.getLength(array);
    if (length == 0) {
      span.setTagVerbatim(key, "");
    }
    for (int i = 0; i < length; i++) {
      @Nullable Object element = Array.get(array, i);
      if (element != null) {
        span.set(key + "." + i, element);
      }
    }
  }
}
