package dev.spoor.agent.lib.servlet;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Servlets of any container, {@code javax} and {@code jakarta}: a span for requests that the
 * container's own plugin has not seen. Requests that a filter answers have none then.
 */
public final class ServletPlugin implements Plugin {
  @Override
  public String name() {
    return "servlet";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("javax.servlet.http.HttpServlet")
            .method("service", "javax.servlet.ServletRequest", "javax.servlet.ServletResponse")
            .advice("JavaxAdvice"),
        Target.type("jakarta.servlet.http.HttpServlet")
            .method("service", "jakarta.servlet.ServletRequest", "jakarta.servlet.ServletResponse")
            .advice("JakartaAdvice"));
  }
}
