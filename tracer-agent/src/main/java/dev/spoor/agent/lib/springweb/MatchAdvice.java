package dev.spoor.agent.lib.springweb;

import dev.spoor.kind.ServedRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;

/** A handler has been found for a request. */
final class MatchAdvice {
  private static final String MAPPING = "org.springframework.web.servlet.HandlerMapping.";
  private static final String PATTERN = MAPPING + "bestMatchingPattern";
  private static final String VARIABLES = MAPPING + "uriTemplateVariables";

  private MatchAdvice() {}

  static void enter(HandlerExecutionChain self, Object request) {
    ServedRequest served = RequestAttributes.served(request);
    if (served == null
        || served.isMatched()
        || RequestAttributes.get(request, RequestAttributes.ERROR_URI) != null) {
      // The page of an error is not what the request asked for.
      return;
    }
    Object pattern = RequestAttributes.get(request, PATTERN);
    String route = pattern == null ? null : pattern.toString();
    Object handler = self.getHandler();
    if (handler instanceof HandlerMethod method) {
      served.setMatch(route, method.getBeanType().getSimpleName(), method.getMethod().getName());
    } else {
      served.setMatch(route, simpleName(handler), null);
    }
    if (RequestAttributes.get(request, VARIABLES) instanceof Map<?, ?> variables) {
      served.setPathVariables(variables);
    }
  }

  /** A lambda's name would say nothing and change with every start. */
  private static @Nullable String simpleName(@Nullable Object handler) {
    return handler == null || handler.getClass().isHidden()
        ? null
        : handler.getClass().getSimpleName();
  }
}
