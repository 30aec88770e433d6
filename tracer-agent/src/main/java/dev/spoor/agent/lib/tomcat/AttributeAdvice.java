package dev.spoor.agent.lib.tomcat;

import dev.spoor.kind.ServedRequest;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for an attribute: the ids for access logs are made when they are asked for, since
 * hardly anybody does.
 */
final class AttributeAdvice {
  private AttributeAdvice() {}

  static @Nullable Object after(@Nullable Object returned, Request self, @Nullable String name) {
    if (returned != null || name == null || !name.startsWith("dd.")) {
      return returned;
    }
    if (self.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest served) {
      return switch (name) {
        case ServedRequest.TRACE_ID -> served.traceId();
        case ServedRequest.SPAN_ID -> served.spanId();
        default -> null;
      };
    }
    return null;
  }
}
