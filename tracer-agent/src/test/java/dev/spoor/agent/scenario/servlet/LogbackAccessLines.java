package dev.spoor.agent.scenario.servlet;

import ch.qos.logback.access.common.PatternLayout;
import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Context;

/**
 * Prints the events of logback-access by one of its patterns, with the ids of the request's span.
 */
final class LogbackAccessLines extends AppenderBase<IAccessEvent> {
  private final PatternLayout layout = new PatternLayout();

  LogbackAccessLines(Context context) {
    layout.setContext(context);
    layout.setPattern("logback-access %reqAttribute{dd.trace_id} %reqAttribute{dd.span_id}");
    layout.start();
    setContext(context);
    start();
  }

  @Override
  protected void append(IAccessEvent event) {
    System.out.println(layout.doLayout(event).strip());
  }
}
