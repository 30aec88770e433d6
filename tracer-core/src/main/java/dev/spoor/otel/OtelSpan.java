package dev.spoor.otel;

import dev.spoor.kind.ErrorTags;
import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.ResourceRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.SpanEvent;
import dev.spoor.trace.Tags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span of the tracer as the API shows it. Has no state of its own, so that any number of them may
 * stand for one span, those that the agent makes included; they are equal then.
 *
 * <p>After the end of the span nothing is changed any more, as the tracer's span sees to it. Null
 * arguments are passed over. Thread safe to the extent that the tracer's span is.
 */
final class OtelSpan implements io.opentelemetry.api.trace.Span {
  private static final String MESSAGE = "exception.message";
  private static final String TYPE = "exception.type";
  private static final String STACK = "exception.stacktrace";

  final Span span;

  OtelSpan(Span span) {
    this.span = span;
  }

  @Override
  public <T> io.opentelemetry.api.trace.Span setAttribute(
      @Nullable AttributeKey<T> key, @Nullable T value) {
    if (key != null && !key.getKey().isEmpty() && value != null) {
      OtelAttributes.set(span, key.getKey(), value);
    }
    return this;
  }

  @Override
  public io.opentelemetry.api.trace.Span addEvent(
      @Nullable String name, @Nullable Attributes attributes) {
    return addEvent(name, attributes, span.trace().now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public io.opentelemetry.api.trace.Span addEvent(
      @Nullable String name,
      @Nullable Attributes attributes,
      long timestamp,
      @Nullable TimeUnit unit) {
    if (name != null && unit != null && !span.isFinished()) {
      span.addEvent(SpanEvent.of(name, unit.toNanos(timestamp), OtelAttributes.map(attributes)));
    }
    return this;
  }

  /** An error counts until "ok" has been said, which is final; "unset" changes nothing. */
  @Override
  public io.opentelemetry.api.trace.Span setStatus(
      @Nullable StatusCode status, @Nullable String description) {
    if (status == StatusCode.ERROR) {
      if (span.setError(true, ErrorRank.BY_HAND) && description != null && !description.isEmpty()) {
        span.setTag(Tags.ERROR_MESSAGE, description);
      }
    } else if (status == StatusCode.OK && span.setError(false, ErrorRank.FINAL)) {
      span.setTag(Tags.ERROR_MESSAGE, (String) null);
    }
    return this;
  }

  /** Tells of the exception; whether it makes the span a failure is for {@link #setStatus}. */
  @Override
  public io.opentelemetry.api.trace.Span recordException(
      @Nullable Throwable exception, @Nullable Attributes additional) {
    if (exception == null || span.isFinished()) {
      return this;
    }
    ErrorTags.Description told = ErrorTags.describe(exception);
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (told.message() != null) {
      attributes.put(MESSAGE, told.message());
    }
    attributes.put(TYPE, told.type());
    attributes.put(STACK, told.stack());
    attributes.putAll(OtelAttributes.map(additional));
    span.setTag(Tags.ERROR_MESSAGE, text(attributes.get(MESSAGE)));
    span.setTag(Tags.ERROR_TYPE, text(attributes.get(TYPE)));
    span.setTag(Tags.ERROR_STACK, text(attributes.get(STACK)));
    span.setTag("_dd.span_events.has_exception", "true");
    span.addEvent(SpanEvent.of("exception", span.trace().now(), attributes));
    return this;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  @Override
  public io.opentelemetry.api.trace.Span updateName(@Nullable String name) {
    if (name != null) {
      span.setResource(name, ResourceRank.BY_HAND);
    }
    return this;
  }

  /** Since API 1.37. */
  @Override
  public io.opentelemetry.api.trace.Span addLink(
      @Nullable SpanContext spanContext, @Nullable Attributes attributes) {
    if (spanContext != null && spanContext.isValid() && !span.isFinished()) {
      span.addLink(SpanContexts.link(spanContext, attributes));
    }
    return this;
  }

  @Override
  public void end() {
    OperationNames.complete(span);
    span.finish();
  }

  @Override
  public void end(long timestamp, @Nullable TimeUnit unit) {
    if (unit == null || timestamp == 0) {
      end();
      return;
    }
    OperationNames.complete(span);
    span.finishAt(unit.toNanos(timestamp));
  }

  @Override
  public SpanContext getSpanContext() {
    return new LocalSpanContext(span);
  }

  @Override
  public boolean isRecording() {
    return !span.isFinished();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a span is its own identity
  public boolean equals(@Nullable Object other) {
    return other instanceof OtelSpan same && same.span == span;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(span);
  }

  @Override
  public String toString() {
    return span.toString();
  }
}
