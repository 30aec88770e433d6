package dev.spoor.agent.lib.accesslog;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Keeps the access logs of Tomcat and Jetty silent, for those who have the request line instead: on
 * with {@code DD_LOGS_REQUEST_KEEP_ACCESS_LOG=false}, and only then are these classes woven. The
 * container is not reconfigured; it just never reaches its log.
 */
public final class AccessLogPlugin implements Plugin {
  private static final String CATALINA = "org.apache.catalina.";
  private static final String JETTY = "org.eclipse.jetty.server.";

  @Override
  public String name() {
    return "access-log";
  }

  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public List<Target> targets() {
    return List.of(
        tomcat("core.ContainerBase"),
        tomcat("core.StandardEngine"),
        jetty("internal.HttpChannelState", "completeStream"),
        jetty("HttpChannel", "onCompleted"));
  }

  private static Target tomcat(String type) {
    String arguments =
        "(Lorg/apache/catalina/connector/Request;Lorg/apache/catalina/connector/Response;J)V";
    return Target.type(CATALINA + type)
        .method("logAccess")
        .arguments(4)
        .replaceCalls(CATALINA + "AccessLog", "log", arguments, "TomcatLog");
  }

  private static Target jetty(String type, String method) {
    return Target.type(JETTY + type)
        .method(method)
        .replaceCalls(
            JETTY + "RequestLog",
            "log",
            "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;)V",
            "JettyLog");
  }

  /** Tomcat would log a request. */
  static final class TomcatLog {
    private TomcatLog() {}

    static void call(Object log, Object request, Object response, long time) {}
  }

  /** Jetty would. */
  static final class JettyLog {
    private JettyLog() {}

    static void call(Object log, Object request, Object response) {}
  }
}
