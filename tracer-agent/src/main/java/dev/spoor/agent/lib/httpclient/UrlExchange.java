package dev.spoor.agent.lib.httpclient;

import dev.spoor.agent.plugin.SideTable;
import dev.spoor.context.Context;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.kind.HttpClientSpans;
import dev.spoor.propagation.HeaderSetter;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandle;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one {@code HttpURLConnection}.
 *
 * <p>The span starts with the connection's first use, because its ids may have to go out then. It
 * is one that its trace does not wait for: many connections are opened and never read.
 *
 * <p>Headers are added where the head of the request is put together, not with {@code
 * setRequestProperty}: that refuses once the connection is open, and loses headers when a POST is
 * redirected. Trace headers that the application has set itself are overwritten before.
 *
 * <p>Used by one thread at a time, as connections are.
 */
final class UrlExchange {
  private static final String COMPONENT = "http-url-connection";
  private static final LongAdder FAILURES = Counters.of("http.connection.headers.failed");
  private static final SideTable<HttpURLConnection, UrlExchange> EXCHANGES = new SideTable<>();

  /** Headers that tell that the application, a proxy say, passes a trace on by itself. */
  private static final String DATADOG = "x-datadog-trace-id";

  private static final String W3C = "traceparent";

  private static final HeaderSetter<HttpURLConnection> OVERWRITE =
      (connection, name, value) -> {
        if (connection.getRequestProperty(name) != null) {
          connection.setRequestProperty(name, value);
        }
      };

  /** Null once it has ended. */
  private @Nullable Span span;

  /** Whether one of the connection's methods is running, which may call the others. */
  private boolean inside;

  /** While one of its methods is running: kept longer, it would never leave the table. */
  private @Nullable HttpURLConnection connection;

  /** Whether the connection could not be opened, and may be tried again. */
  private boolean failedToOpen;

  private int status;
  private @Nullable Object noteBefore;

  private UrlExchange(Span span) {
    this.span = span;
  }

  /** Null where nothing has to be done: inside, after the end, or for a request without a span. */
  static @Nullable UrlExchange enter(HttpURLConnection connection, String method) {
    UrlExchange exchange = EXCHANGES.get(connection);
    if (exchange == null || exchange.failedToOpen) {
      exchange = begin(connection, method);
    } else if (exchange.inside || exchange.span == null) {
      return null;
    } else {
      HttpClientSpans.name(exchange.span, method, connection.getURL().getPath());
    }
    if (exchange != null) {
      exchange.inside = true;
      exchange.connection = connection;
    }
    return exchange;
  }

  private static @Nullable UrlExchange begin(HttpURLConnection connection, String method) {
    if (connection.getRequestProperty(HttpClientSpans.TRACER_LANGUAGE) != null
        || connection.getRequestProperty(HttpClientSpans.LIBRARY_LANGUAGE) != null) {
      return null;
    }
    Span span = HttpClientSpans.startUnawaited(COMPONENT, method, connection.getURL());
    if (span == null) {
      return null;
    }
    if (connection.getRequestProperty(DATADOG) != null
        || connection.getRequestProperty(W3C) != null) {
      HttpClientSpans.inject(span, connection, OVERWRITE);
    }
    UrlExchange exchange = new UrlExchange(span);
    EXCHANGES.put(connection, exchange);
    return exchange;
  }

  /** A method has returned that leaves the exchange open, unless it threw. */
  void exit(@Nullable Throwable thrown) {
    inside = false;
    connection = null;
    if (thrown != null) {
      failedToOpen = true;
      Span open = span;
      span = null;
      if (open != null) {
        end(open, thrown);
      }
    }
  }

  /** The answer's head has been read, or will never be. */
  void answered(@Nullable Throwable thrown) {
    inside = false;
    HttpURLConnection answering = connection;
    connection = null;
    Span open = span;
    // From here on the connection's methods, which the headers are asked by, are none of ours.
    span = null;
    if (open != null) {
      if (status > 0 && answering != null) {
        copyHeaders(open, answering);
      }
      end(open, thrown);
    }
  }

  private static void copyHeaders(Span open, HttpURLConnection connection) {
    HttpClientSpans.setRequest(open, connection, HttpURLConnection::getRequestProperty);
    if (HttpClientSpans.wantsResponseHeaders()) {
      HttpClientSpans.setResponse(open, connection, HttpURLConnection::getHeaderField);
    }
  }

  private void end(Span open, @Nullable Throwable thrown) {
    // That exception only repeats the status, and the whole URL with its secrets; an application
    // that asks for the status instead never sees it.
    HttpClientSpans.end(open, status, status >= 400 ? null : thrown);
  }

  static void status(HttpURLConnection connection, int status) {
    UrlExchange exchange = EXCHANGES.get(connection);
    if (exchange != null && exchange.inside) {
      exchange.status = status;
    }
  }

  /** Leaves a note for {@link #addHeaders}, which is not told which connection it works for. */
  static @Nullable UrlExchange writing(HttpURLConnection connection) {
    UrlExchange exchange = EXCHANGES.get(connection);
    if (exchange == null || exchange.span == null) {
      return null;
    }
    if (Context.note() != exchange) {
      exchange.noteBefore = Context.note();
      Context.setNote(exchange);
    }
    return exchange;
  }

  void written() {
    if (Context.note() == this) {
      Context.setNote(noteBefore);
    }
    noteBefore = null;
  }

  /**
   * Takes the note and adds the trace's headers.
   *
   * @param setIfNotSet of the header object: one that is repeated keeps what it has
   */
  static void addHeaders(MethodHandle setIfNotSet, Object headers) {
    if (!(Context.note() instanceof UrlExchange exchange)) {
      return;
    }
    Span span = exchange.span;
    exchange.written();
    if (span != null) {
      HttpClientSpans.inject(
          span, headers, (target, name, value) -> set(setIfNotSet, target, name, value));
    }
  }

  private static void set(MethodHandle setIfNotSet, Object headers, String name, String value) {
    try {
      setIfNotSet.invoke(headers, name, value);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      FAILURES.increment();
      Log.once("http.connection.headers", "a request goes out without trace headers", e);
    }
  }
}
