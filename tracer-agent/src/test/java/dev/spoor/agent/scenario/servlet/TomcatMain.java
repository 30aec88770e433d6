package dev.spoor.agent.scenario.servlet;

import java.io.File;
import java.util.concurrent.Executor;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat, embedded, with the {@link Cases}. */
public final class TomcatMain {
  private TomcatMain() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new ContainerLines());
    File base = new File(arguments[0]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "4");
    Context context = tomcat.addContext("/app", base.getPath());
    context.getPipeline().addValve(new AccessLines());
    Wrapper cases = Tomcat.addServlet(context, "cases", new Cases());
    cases.setAsyncSupported(true);
    cases.addMapping("/case/*");
    FilterDef filter = new FilterDef();
    filter.setFilterName("refusal");
    filter.setFilter(new Refusal());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("refusal");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    ErrorPage page = new ErrorPage();
    page.setErrorCode(503);
    page.setLocation("/case/errorpage");
    context.addErrorPage(page);
    tomcat.start();
    Executor pool = tomcat.getConnector().getProtocolHandler().getExecutor();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    Console.obey(pool);
    tomcat.stop();
    tomcat.destroy();
  }

  /** Prints what Tomcat logs about servlets that threw. */
  private static final class ContainerLines extends Handler {
    ContainerLines() {
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord record) {
      String message = getFormatter().formatMessage(record);
      if (message.startsWith("Servlet.service()")) {
        System.out.println("container " + message);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
