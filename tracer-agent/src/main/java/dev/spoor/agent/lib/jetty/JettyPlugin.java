package dev.spoor.agent.lib.jetty;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Jetty 9.4 to 12: one span per request, whatever answers it.
 *
 * <p>There are two Jettys. Up to 11 the server knows only servlets: {@code HttpChannel.handle}
 * works on a request, on each thread that does so, and {@code onCompleted} follows the last byte.
 * From 12 on the server has handlers of its own ({@code Server.handle}), a stream that is completed
 * exactly once, and servlet environments on top, each in a package of its own, which come back to a
 * request through their own channels.
 */
public final class JettyPlugin implements Plugin {
  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        // 9.4 to 11
        Target.type("org.eclipse.jetty.server.HttpChannel")
            .method("handle")
            .arguments(0)
            .advice("ChannelAdvice")
            .method("onCompleted")
            .arguments(0)
            .advice("CompletedAdvice"),
        Target.type("org.eclipse.jetty.servlet.ServletHandler")
            .method("doHandle")
            .arguments(4)
            .advice("ServletHandlerAdvice"),
        Target.type("org.eclipse.jetty.server.Request")
            .method("getParameters")
            .arguments(0)
            .advice("ParametersAdvice"),
        // 12
        Target.type("org.eclipse.jetty.server.Server")
            .method(
                "handle",
                "org.eclipse.jetty.server.Request",
                "org.eclipse.jetty.server.Response",
                "org.eclipse.jetty.util.Callback")
            .advice("ServerAdvice"),
        Target.type("org.eclipse.jetty.server.handler.ContextHandler")
            .method(
                "handle",
                "org.eclipse.jetty.server.Request",
                "org.eclipse.jetty.server.Response",
                "org.eclipse.jetty.util.Callback")
            .advice("ContextAdvice"),
        channel("org.eclipse.jetty.ee11.servlet.ServletChannel", "Ee11Advice"),
        channel("org.eclipse.jetty.ee10.servlet.ServletChannel", "Ee10Advice"),
        channel("org.eclipse.jetty.ee9.nested.HttpChannel", "Ee9Advice"),
        channel("org.eclipse.jetty.ee8.nested.HttpChannel", "Ee8Advice"),
        parameters("org.eclipse.jetty.ee11.servlet.ServletApiRequest"),
        parameters("org.eclipse.jetty.ee10.servlet.ServletApiRequest"));
  }

  private static Target channel(String type, String advice) {
    return Target.type(type).method("handle").arguments(0).advice(advice);
  }

  private static Target parameters(String type) {
    return Target.type(type).method("getParameters").arguments(0).advice("ParametersAdvice");
  }
}
