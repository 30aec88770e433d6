package dev.spoor.agent.lib.httpserver;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import java.util.List;

/**
 * The HTTP server of the JDK, {@code com.sun.net.httpserver}, as JDK 17 to 25 implement it.
 *
 * <p>The server makes an exchange object on the thread that is going to handle it, in {@code
 * ServerImpl$Exchange.run}; the span begins there and is current until that method ends. The answer
 * may come from any thread; when its last byte is written, or there is none, the server tells
 * itself so by an event, and the span ends when that event is made.
 */
public final class HttpServerPlugin implements Plugin {
  private static final String EXCHANGE = "sun.net.httpserver.ExchangeImpl";

  @Override
  public String name() {
    return "java-http-server";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("sun.net.httpserver.ServerImpl$Exchange")
            .method("run")
            .arguments(0)
            .advice("RunAdvice"),
        Target.type("sun.net.httpserver.HttpExchangeImpl")
            .constructor(EXCHANGE)
            .advice("BeginAdvice"),
        Target.type("sun.net.httpserver.HttpsExchangeImpl")
            .constructor(EXCHANGE)
            .advice("BeginAdvice"),
        Target.type("com.sun.net.httpserver.Filter$Chain")
            .method("doFilter", "com.sun.net.httpserver.HttpExchange")
            .advice("ChainAdvice"),
        Target.type(EXCHANGE)
            .method("sendResponseHeaders", "int", "long")
            .advice("StatusAdvice")
            .method("close")
            .arguments(0)
            .advice("CloseAdvice"),
        // JDK 17 to 21, and later.
        Target.type("sun.net.httpserver.WriteFinishedEvent")
            .constructor(EXCHANGE)
            .advice("AnsweredAdvice"),
        Target.type("sun.net.httpserver.Event$WriteFinished")
            .constructor(EXCHANGE)
            .advice("AnsweredAdvice"));
  }
}
