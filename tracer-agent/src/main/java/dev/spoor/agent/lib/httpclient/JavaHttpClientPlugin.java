package dev.spoor.agent.lib.httpclient;

import dev.spoor.agent.plugin.Plugin;
import dev.spoor.agent.plugin.Target;
import dev.spoor.trace.Span;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests through {@code java.net.http.HttpClient}: one span per call of {@code send} or {@code
 * sendAsync}, whatever redirects, retries and logins happen inside.
 *
 * <p>The client copies each request before it looks at it. That copy gets our headers: where its
 * constructor asks the request for its headers, the answer has ours added. So the application's
 * request, which is immutable and may be sent many times, never changes, and requests of its own
 * classes work too. Redirects take the copy's headers along. {@code response.request()} has always
 * been the copy, and so shows them.
 */
public final class JavaHttpClientPlugin implements Plugin {
  private static final String REQUEST = "java.net.http.HttpRequest";
  private static final String HANDLER = "java.net.http.HttpResponse$BodyHandler";
  private static final String PUSH_HANDLER = "java.net.http.HttpResponse$PushPromiseHandler";

  @Override
  public String name() {
    return "java-http-client";
  }

  @Override
  public List<Target> targets() {
    return List.of(
        Target.type("jdk.internal.net.http.HttpClientImpl")
            .method("send", REQUEST, HANDLER)
            .advice("Send")
            .method("sendAsync", REQUEST, HANDLER, PUSH_HANDLER)
            .advice("SendAsync"),
        Target.type("jdk.internal.net.http.HttpRequestImpl")
            .constructor(REQUEST, "java.net.ProxySelector")
            .replaceCalls(REQUEST, "headers", "()Ljava/net/http/HttpHeaders;", "Headers"));
  }

  /** A request and its answer. */
  static final class Send {
    private Send() {}

    static @Nullable Object enter(Object self, HttpRequest request) {
      return Outgoing.begin(request);
    }

    static void exit(Object state, @Nullable Object returned, @Nullable Throwable thrown) {
      Span span = ((Outgoing) state).handedOver();
      Outgoing.end(span, (HttpResponse<?>) returned, thrown);
    }
  }

  /** A request whose answer comes later. */
  static final class SendAsync {
    private SendAsync() {}

    static @Nullable Object enter(Object self, HttpRequest request) {
      return Outgoing.begin(request);
    }

    static @Nullable CompletableFuture<?> exit(
        Object state, @Nullable CompletableFuture<?> returned, @Nullable Throwable thrown) {
      Span span = ((Outgoing) state).handedOver();
      if (returned == null) {
        Outgoing.end(span, null, thrown);
        return null;
      }
      return Outgoing.endWith(span, returned);
    }
  }

  /** The client's copy of a request is made. */
  static final class Headers {
    private Headers() {}

    static HttpHeaders call(HttpRequest request) {
      return Outgoing.headersOf(request);
    }
  }
}
