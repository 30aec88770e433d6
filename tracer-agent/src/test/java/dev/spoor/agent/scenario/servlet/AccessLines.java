package dev.spoor.agent.scenario.servlet;

import java.io.CharArrayWriter;
import org.apache.catalina.valves.AbstractAccessLogValve;

/** Tomcat's access log, printed, with the ids of the request's span. */
public final class AccessLines extends AbstractAccessLogValve {
  public AccessLines() {
    setPattern("access %{dd.trace_id}r %{dd.span_id}r");
  }

  @Override
  protected void log(CharArrayWriter message) {
    System.out.println(message);
  }
}
