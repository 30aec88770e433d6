package dev.spoor.trace;

import org.jspecify.annotations.Nullable;

/**
 * Tags as applications set them: some names are no tags but say something about the span or its
 * trace. The rules are those of Datadog's Java tracer.
 *
 * <p>Instrumentation does not come here. It knows the methods of {@link Span} for what it means,
 * and its tags stay as cheap as they are.
 */
final class HandTags {
  private static final String ANALYTICS = "_dd1.sr.eausr";

  private static volatile HandTagTexts texts = HandTagTexts.PLAIN;

  private HandTags() {}

  static void use(HandTagTexts newTexts) {
    texts = newTexts;
  }

  /** Sets a tag, or does what its name asks for. */
  static void set(Span span, String key, @Nullable Object value) {
    if (value == null || !means(span, key, value)) {
      store(span, key, value);
    }
  }

  private static void store(Span span, String key, @Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      span.setTag(key, ((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      if (number.doubleValue() == number.longValue()) {
        span.setTag(key, number.longValue());
      } else {
        span.setTag(key, number.doubleValue());
      }
    } else {
      span.setTag(key, value == null ? null : value.toString());
    }
  }

  /** Whether the name meant something, and nothing is left to store. */
  private static boolean means(Span span, String key, Object value) {
    switch (key) {
      case "resource.name" -> span.setResource(value.toString(), ResourceRank.TAG);
      case "db.statement" -> setStatement(span, value.toString());
      case "service.name", "service" -> span.setService(value.toString(), Span.BY_HAND);
      case "span.type" -> span.setType(value.toString());
      case "error" -> span.setError(isTrue(value), ErrorRank.DEFAULT);
      case "manual.keep" -> decide(span, value, Priority.USER_KEEP, Priority.BY_HAND);
      case "manual.drop" -> decide(span, value, Priority.USER_DROP, Priority.BY_HAND);
      case "asm.keep" -> decide(span, value, Priority.USER_KEEP, Priority.BY_APPSEC);
      case "ai_guard.keep" -> decide(span, value, Priority.USER_KEEP, Priority.BY_AI_GUARD);
      case "sampling.priority" -> setPriority(span, value);
      case "analytics.event" -> setAnalytics(span, isTrue(value) ? 1 : 0);
      case ANALYTICS -> setAnalytics(span, number(value));
      case "_dd.measured" -> setMeasured(span, value);
      case "_dd.p.ts", "_dd.p.debug" -> span.trace().setTag(key, value.toString());
      case "_dd.origin" -> span.trace().setOrigin(value.toString());
      default -> {
        return isKeptToo(span, key, value);
      }
    }
    return true;
  }

  /** Names that mean something and are tags as well; false when the tag is still to be stored. */
  private static boolean isKeptToo(Span span, String key, Object value) {
    switch (key) {
      case Tags.HTTP_STATUS -> {
        return setStatus(span, value);
      }
      case Tags.HTTP_METHOD -> nameByUrl(span, value, span.tag(Tags.HTTP_URL));
      case Tags.HTTP_URL -> nameByUrl(span, span.tag(Tags.HTTP_METHOD), value);
      case "peer.service" -> span.setTag("_dd.peer.service.source", "peer.service");
      default -> {}
    }
    return false;
  }

  private static void decide(Span span, Object value, int priority, int mechanism) {
    if (isTrue(value)) {
      span.trace().decideByHand(priority, mechanism);
    }
  }

  private static void setPriority(Span span, Object value) {
    double number = number(value);
    if (!Double.isNaN(number)) {
      span.trace()
          .decideByHand(number >= 1 ? Priority.USER_KEEP : Priority.USER_DROP, Priority.BY_HAND);
    }
  }

  private static void setAnalytics(Span span, double rate) {
    if (!Double.isNaN(rate)) {
      span.setTag(ANALYTICS, rate);
    }
  }

  private static void setMeasured(Span span, Object value) {
    if (isTrue(value) || number(value) >= 1) {
      span.setMeasured();
    }
  }

  private static void setStatement(Span span, String statement) {
    if (!statement.isEmpty()) {
      span.setResource(texts.statement(statement), ResourceRank.TAG);
    }
  }

  /** The Agent takes a status as decimal text only. */
  private static boolean setStatus(Span span, Object value) {
    double number = number(value);
    if (Double.isNaN(number)) {
      return false;
    }
    int status = (int) number;
    span.setTag(Tags.HTTP_STATUS, Integer.toString(status));
    if (status == 404) {
      span.setResource("404", ResourceRank.NOT_FOUND);
    }
    return true;
  }

  private static void nameByUrl(Span span, @Nullable Object method, @Nullable Object url) {
    if (url != null) {
      span.setResource(
          texts.resource(method == null ? null : method.toString(), url.toString()),
          ResourceRank.URL_PATH);
    }
  }

  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value)
        || "1".equals(value)
        || Boolean.parseBoolean(value.toString());
  }

  /** NaN for what is no number. */
  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
