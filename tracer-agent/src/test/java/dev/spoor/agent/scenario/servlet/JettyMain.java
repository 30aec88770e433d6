package dev.spoor.agent.scenario.servlet;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, embedded, with the {@link Cases}. */
public final class JettyMain {
  private JettyMain() {}

  public static void main(String[] arguments) throws Exception {
    QueuedThreadPool pool = new QueuedThreadPool(8, 8);
    Server server = new Server(pool);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setRequestLog(
        new CustomRequestLog(
            line -> System.out.println(line), "access %{dd.trace_id}attr %{dd.span_id}attr"));
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/app");
    ServletHolder holder = new ServletHolder(new Cases());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/case/*");
    context
        .addFilter(Refusal.class, "/*", EnumSet.of(DispatcherType.REQUEST))
        .setAsyncSupported(true);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(503, "/case/errorpage");
    context.setErrorHandler(errors);
    server.setHandler(context);
    server.start();
    System.out.println("port " + connector.getLocalPort());
    Console.obey(pool);
    server.stop();
  }
}
