package dev.spoor.agent.lib.jetty;

import dev.spoor.kind.ServedRequest;
import org.eclipse.jetty.server.HttpStream;

/**
 * Jetty 12: the stream of a request, which the server completes exactly once, on whatever thread
 * wrote the last byte. The request ends just before, while its response can still be read.
 */
final class EndingStream extends HttpStream.Wrapper {
  private static final String[] ERRORS = {
    "jakarta.servlet.error.exception",
    "javax.servlet.error.exception",
    "org.eclipse.jetty.server.error_exception"
  };

  private final ServedRequest served;
  private final CoreRequest core;

  EndingStream(HttpStream wrapped, ServedRequest served, CoreRequest core) {
    super(wrapped);
    this.served = served;
    this.core = core;
  }

  @Override
  public void succeeded() {
    try {
      end();
    } finally {
      super.succeeded();
    }
  }

  @Override
  public void failed(Throwable failure) {
    try {
      served.recordEscaped(failure);
      end();
    } finally {
      super.failed(failure);
    }
  }

  private void end() {
    for (String name : ERRORS) {
      if (core.request().getAttribute(name) instanceof Throwable error) {
        served.recordError(error);
        break;
      }
    }
    served.setApplication(core.request().getClass().getClassLoader());
    served.end(CoreReader.ADAPTER, core, core.response().getStatus());
  }
}
