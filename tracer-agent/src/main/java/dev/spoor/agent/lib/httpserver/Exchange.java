package dev.spoor.agent.lib.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.spoor.agent.plugin.SideTable;
import dev.spoor.context.Context;
import dev.spoor.kind.ServedRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in work: what its span and its log line are made of.
 *
 * <p>It is found by the server's own object of the exchange, which it must not refer to, and which
 * no code outside the server may call: so all that is needed later is taken at the beginning, and
 * the status when the server learns it.
 */
final class Exchange extends Context {
  private static final SideTable<Object, Exchange> OPEN = new SideTable<>();

  final String method;
  final URI uri;
  final Headers requestHeaders;
  final Headers responseHeaders;
  final InetSocketAddress peer;
  final boolean secure;
  private final @Nullable ServedRequest served;

  /** 0 until the headers of the answer are sent. */
  volatile int status;

  /** Filters and the handler that the request is inside of, on the thread that handles it. */
  int depth;

  private boolean escaped;

  private Exchange(HttpExchange exchange) {
    method = exchange.getRequestMethod();
    uri = exchange.getRequestURI();
    requestHeaders = exchange.getRequestHeaders();
    responseHeaders = exchange.getResponseHeaders();
    peer = exchange.getRemoteAddress();
    secure = exchange instanceof com.sun.net.httpserver.HttpsExchange;
    served = ServedRequest.start("java-http-server", ExchangeReader.ADAPTER, this);
  }

  /** Begins a request and makes it current; whoever called {@link ServedRequest#push} ends that. */
  static void begin(HttpExchange exchange, Object key) {
    Exchange begun = new Exchange(exchange);
    ServedRequest served = begun.served;
    if (served != null) {
      HttpHandler handler = exchange.getHttpContext().getHandler();
      served.setApplication(handler == null ? null : handler.getClass().getClassLoader());
      OPEN.put(key, begun);
      served.resumeUsage();
      Context.swap(begun);
    }
  }

  /** The thread that handled the request has come to the end of that. */
  void handled() {
    if (served != null) {
      served.pauseUsage();
    }
  }

  static @Nullable Exchange of(Object key) {
    return OPEN.get(key);
  }

  /** The exchange that is current on this thread, or null; not seen below spans of its own. */
  static @Nullable Exchange onThread() {
    return Context.current() instanceof Exchange exchange ? exchange : null;
  }

  /** The exchange is answered, or given up. */
  static void end(Object key) {
    Exchange exchange = OPEN.get(key);
    if (exchange != null) {
      OPEN.remove(key);
      exchange.end();
    }
  }

  void end() {
    if (served != null) {
      served.end(ExchangeReader.ADAPTER, this, status);
    }
  }

  /** Notes what a filter or the handler threw; what the outermost throws, nobody will handle. */
  void thrown(Throwable error) {
    if (served != null && depth == 0) {
      escaped = true;
      served.recordEscaped(error);
    } else if (served != null) {
      served.recordError(error);
    }
  }

  /** The server closes the connection then, and no event tells of it. */
  boolean isGivenUp() {
    return escaped;
  }

  @Override
  public @Nullable Object span() {
    return served == null ? null : served.span();
  }
}
