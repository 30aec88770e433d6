package dev.spoor.testing;

import dev.spoor.wire.DecodedSpan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fluent assertions on a span that arrived. Each failure names what differs and shows the whole
 * span. Needs no assertion library.
 *
 * <pre>{@code
 * SpanAssert.assertThat(agent.awaitSpan(s -> s.name().equals("servlet.request")))
 *     .hasResource("GET /widgets").hasTag("http.status_code", "200").isRoot();
 * }</pre>
 */
public final class SpanAssert {
  private final DecodedSpan span;

  private SpanAssert(DecodedSpan span) {
    this.span = span;
  }

  /** Begins assertions on that span. */
  public static SpanAssert assertThat(DecodedSpan span) {
    return new SpanAssert(Objects.requireNonNull(span, "span"));
  }

  public SpanAssert hasService(String service) {
    return same("service", service, span.service());
  }

  public SpanAssert hasName(String name) {
    return same("name", name, span.name());
  }

  public SpanAssert hasResource(String resource) {
    return same("resource", resource, span.resource());
  }

  public SpanAssert hasType(String type) {
    return same("type", type, span.type());
  }

  /** The string tag has exactly this value. */
  public SpanAssert hasTag(String key, String value) {
    return same("tag " + key, value, span.tag(key));
  }

  /** The string tag is there, with any value. */
  public SpanAssert hasTag(String key) {
    return require(span.tag(key) != null, "tag " + key + " is missing");
  }

  /** Neither a string tag nor a metric has that name. */
  public SpanAssert hasNoTag(String key) {
    return require(
        span.tag(key) == null && span.metric(key) == null, "tag " + key + " should not be there");
  }

  public SpanAssert hasMetric(String key, double value) {
    return same("metric " + key, value, span.metric(key));
  }

  public SpanAssert hasMetric(String key) {
    return require(span.metric(key) != null, "metric " + key + " is missing");
  }

  /** The span has no parent, neither here nor in another service. */
  public SpanAssert isRoot() {
    return require(span.parentId() == 0, "should be a root");
  }

  /** Same trace, and the other span is the parent. */
  public SpanAssert isChildOf(DecodedSpan parent) {
    isInTraceOf(parent);
    return require(span.parentId() == parent.spanId(), "should be a child of " + describe(parent));
  }

  public SpanAssert isInTraceOf(DecodedSpan other) {
    return require(
        span.traceId() == other.traceId(), "should be in the trace of " + describe(other));
  }

  public SpanAssert isTopLevel() {
    return require(span.isTopLevel(), "should be top level");
  }

  public SpanAssert isNotTopLevel() {
    return require(!span.isTopLevel(), "should not be top level");
  }

  /** The span is marked as an error, of that type. */
  public SpanAssert hasError(String type) {
    require(span.isError(), "should be an error");
    return hasTag("error.type", type);
  }

  /** The span is not marked as an error; it may still carry error tags. */
  public SpanAssert hasNoError() {
    return require(!span.isError(), "should not be an error");
  }

  /** The span lies within the other one's time, to the nanosecond. */
  public SpanAssert isWithin(DecodedSpan outer) {
    return require(
        span.start() >= outer.start()
            && span.start() + span.duration() <= outer.start() + outer.duration(),
        "should lie within " + describe(outer));
  }

  /** The span itself, to go on with. */
  public DecodedSpan span() {
    return span;
  }

  private SpanAssert same(String what, Object expected, @Nullable Object actual) {
    return require(
        expected.equals(actual), what + ": expected <" + expected + "> but was <" + actual + ">");
  }

  private SpanAssert require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message + "\nin " + describe(span));
    }
    return this;
  }

  /** The span in one line, with all its tags. */
  static String describe(DecodedSpan span) {
    return span.service()
        + " "
        + span.name()
        + " \""
        + span.resource()
        + "\" type="
        + span.type()
        + " trace="
        + Long.toUnsignedString(span.traceId())
        + " id="
        + Long.toUnsignedString(span.spanId())
        + " parent="
        + Long.toUnsignedString(span.parentId())
        + (span.isError() ? " ERROR " : " ")
        + span.meta()
        + " "
        + span.metrics();
  }
}
