package dev.spoor.agent.scenario.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;

/** One servlet with a path for each way in which a request can be answered. */
public final class Cases extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path = request.getPathInfo();
    switch (path == null ? "/" : path) {
      case "/ok" -> answer(request, response);
      case "/form" -> response.getWriter().print("hello " + request.getParameter("name"));
      case "/notfound" -> response.sendError(404);
      case "/fail" -> response.setStatus(500);
      case "/busy" -> response.sendError(503, "busy");
      case "/throw" -> throw new IllegalStateException("boom");
      case "/wrapped" -> throw new ServletException(new IllegalArgumentException("inside"));
      case "/late" -> {
        response.getWriter().print("begun");
        response.flushBuffer();
        throw new IllegalStateException("too late");
      }
      case "/redirect" -> response.sendRedirect("/app/case/ok?token=secret");
      case "/errorpage" -> {
        Database.ask();
        response.getWriter().print("sorry");
      }
      default -> async(path, request);
    }
  }

  /** The ids that an access log would print, and a child span. */
  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Database.ask();
    response.setContentType("text/plain;charset=utf-8");
    response
        .getWriter()
        .print(request.getAttribute("dd.trace_id") + " " + request.getAttribute("dd.span_id"));
  }

  private static void async(String path, HttpServletRequest request) {
    AsyncContext context = request.startAsync();
    switch (path) {
      case "/async/complete" ->
          elsewhere(
              context,
              async -> {
                try {
                  ((HttpServletResponse) async.getResponse()).setStatus(202);
                  async.getResponse().getWriter().print("later");
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                async.complete();
              });
      case "/async/dispatch" -> elsewhere(context, async -> async.dispatch("/case/ok"));
      case "/async/throw" -> elsewhere(context, async -> async.dispatch("/case/throw"));
      case "/async/timeout" -> context.setTimeout(100);
      default -> throw new IllegalArgumentException(path);
    }
  }

  private static void elsewhere(AsyncContext context, Consumer<AsyncContext> then) {
    new Thread(() -> then.accept(context)).start();
  }
}
