package dev.spoor.agent.lib.tomcat;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Tomcat 9 to 11: one span per request, whatever answers it.
 *
 * <p>{@code CoyoteAdapter} is where a connector hands a request to the container, for each of its
 * protocols, and where it comes back to when an asynchronous request goes on; the span is current
 * there. The container's request is recycled exactly once, after the last byte that the application
 * wrote and before its data is forgotten, on all ways out; the span ends there. So there is no need
 * to ask what is synchronous, nor to listen to anything.
 */
public final class TomcatPlugin implements Plugin {
  private static final String REQUEST = "org.apache.coyote.Request";
  private static final String RESPONSE = "org.apache.coyote.Response";

  @Override
  public String name() {
    return "tomcat";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("org.apache.catalina.connector.CoyoteAdapter")
            .method("service", REQUEST, RESPONSE)
            .advice("ServiceAdvice")
            .method("asyncDispatch", REQUEST, RESPONSE, "org.apache.tomcat.util.net.SocketEvent")
            .advice("DispatchAdvice"),
        Target.type(REQUEST).method("getAttribute", "java.lang.String").advice("AttributeAdvice"),
        Target.type("org.apache.catalina.connector.Request")
            .method("recycle")
            .arguments(0)
            .advice("RecycleAdvice")
            .method("getAttributeNames")
            .arguments(0)
            .advice("AttributeNamesAdvice"));
  }
}
