package dev.spoor.benchmarks.overhead.app;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * Starts Tomcat with the routes {@code /plain}, {@code /widgets}, {@code /many} and {@code /stats}.
 *
 * <p>Settings are system properties: {@code overhead.port}, {@code overhead.postgres} (a JDBC URL)
 * and {@code overhead.redis} (a port of the loopback address); for the {@link FloorFilter} {@code
 * overhead.floor.agent} (a URL) and {@code overhead.floor.traces} (a folder with a file per route).
 * Runs until it is killed.
 */
public final class OverheadApp {
  /** As many as the harness may have connections, and never more: counters are read per thread. */
  private static final int REQUEST_THREADS = 8;

  private OverheadApp() {}

  /** Starts the application; {@code args} are not read. */
  public static void main(String[] args) throws IOException, LifecycleException, SQLException {
    System.setProperty("java.util.logging.config.file", "none");
    Path base = Files.createTempDirectory("overhead-app");
    base.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setSilent(true);
    tomcat.setConnector(connector(Integer.getInteger("overhead.port", 8080)));
    Context context = tomcat.addContext("", base.toString());
    Pools pools = Pools.open();
    add(context, "plain", "/plain", new PlainServlet());
    add(context, "widgets", "/widgets", new WidgetsServlet(pools));
    add(context, "many", "/many", new ManyServlet(pools));
    add(context, "stats", "/stats", new StatsServlet());
    String floor = System.getProperty("overhead.floor.agent");
    if (floor != null) {
      sendFloor(context, FloorSender.start(URI.create(floor)));
    }
    tomcat.start();
    tomcat.getServer().await();
  }

  private static Connector connector(int port) {
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", String.valueOf(REQUEST_THREADS));
    connector.setProperty("minSpareThreads", String.valueOf(REQUEST_THREADS));
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("keepAliveTimeout", "-1");
    // The harness connects to one application and then waits for the others to start.
    connector.setProperty("connectionTimeout", "-1");
    return connector;
  }

  private static void sendFloor(Context context, FloorSender sender) throws IOException {
    Path traces = Path.of(System.getProperty("overhead.floor.traces", ""));
    for (String name : List.of("plain", "widgets", "many")) {
      FilterDef filter = new FilterDef();
      filter.setFilterName(name);
      filter.setFilter(new FloorFilter(sender, traces.resolve(name + ".msgpack")));
      context.addFilterDef(filter);
      FilterMap map = new FilterMap();
      map.setFilterName(name);
      map.addURLPattern("/" + name);
      context.addFilterMap(map);
    }
  }

  private static void add(Context context, String name, String path, HttpServlet servlet) {
    Tomcat.addServlet(context, name, servlet).addMapping(path);
  }
}
