package dev.spoor.agent.lib.tomcat;

import dev.spoor.kind.ServedRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Somebody lists the attributes, as access logs do that write later or on another thread and so
 * copy what there is: the ids of {@link AttributeAdvice} are in the list.
 */
final class AttributeNamesAdvice {
  private AttributeNamesAdvice() {}

  static @Nullable Enumeration<String> after(@Nullable Enumeration<String> returned, Request self) {
    org.apache.coyote.Request request = self.getCoyoteRequest();
    if (returned == null
        || request == null
        || !(request.getAttribute(ServedRequest.ATTRIBUTE) instanceof ServedRequest)) {
      return returned;
    }
    List<String> names = Collections.list(returned);
    add(names, ServedRequest.TRACE_ID);
    add(names, ServedRequest.SPAN_ID);
    return Collections.enumeration(names);
  }

  private static void add(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }
}
