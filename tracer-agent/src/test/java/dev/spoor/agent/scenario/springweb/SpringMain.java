package dev.spoor.agent.scenario.springweb;

import dev.spoor.agent.scenario.servlet.AccessLines;
import java.io.File;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Spring MVC on an embedded Tomcat, without Spring Boot but with its error page. */
@Configuration
@EnableWebMvc
@Import(WidgetsController.class)
public class SpringMain {
  @Bean
  String nothing() {
    return "";
  }

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    File base = new File(arguments[0]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.getPath());
    context.getPipeline().addValve(new AccessLines());
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(SpringMain.class);
    spring.setServletContext(context.getServletContext());
    Wrapper servlet = Tomcat.addServlet(context, "spring", new DispatcherServlet(spring));
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/");
    ErrorPage page = new ErrorPage();
    page.setLocation("/error");
    context.addErrorPage(page);
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    while (System.in.read() != '\n') {
      // The test says when to end.
    }
    tomcat.stop();
    tomcat.destroy();
    System.exit(0);
  }
}
