package dev.spoor.agent.lib.springweb;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * Spring MVC 4.3 to 7: gives the server span its route, and the log line its handler. It makes no
 * spans.
 *
 * <p>The handler is seen where its interceptors are asked ({@code
 * HandlerExecutionChain.applyPreHandle}): one method for all kinds of handlers and adapters, after
 * the match and before anything can refuse the request.
 */
public final class SpringWebPlugin implements Plugin {
  @Override
  public String name() {
    return "spring-web";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("org.springframework.web.servlet.HandlerExecutionChain")
            .method("applyPreHandle")
            .arguments(2)
            .advice("MatchAdvice"),
        Target.type("org.springframework.web.servlet.DispatcherServlet")
            .method("processHandlerException")
            .arguments(4)
            .advice("HandledErrorAdvice")
            .method("render")
            .arguments(3)
            .advice("RenderAdvice"));
  }
}
