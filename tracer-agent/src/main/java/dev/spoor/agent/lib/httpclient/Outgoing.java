package dev.spoor.agent.lib.httpclient;

import dev.spoor.context.Context;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.kind.HttpClientSpans;
import dev.spoor.trace.Span;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through {@code java.net.http}, from the call until the client has made its
 * copy; a note on the calling thread takes it there.
 *
 * <p>The span is never made current: what runs inside the client, body handlers and authenticators
 * of the application among it, belongs to whoever called, and may well make requests of its own.
 */
final class Outgoing {
  private static final String COMPONENT = "java-http-client";
  private static final LongAdder FAILURES = Counters.of("http.client.headers.failed");

  private final HttpRequest request;
  private final Span span;
  private final @Nullable Object noteBefore;

  private Outgoing(HttpRequest request, Span span, @Nullable Object noteBefore) {
    this.request = request;
    this.span = span;
    this.noteBefore = noteBefore;
  }

  /** Null for a request that makes no span; the client will say what is wrong with bad ones. */
  static @Nullable Outgoing begin(@Nullable HttpRequest request) {
    if (request == null) {
      return null;
    }
    URI uri = request.uri();
    HttpHeaders headers = request.headers();
    if (uri == null || headers == null || isTracers(headers.map())) {
      return null;
    }
    Span span = HttpClientSpans.start(COMPONENT, request.method(), uri);
    if (span == null) {
      return null;
    }
    HttpClientSpans.setRequest(span, headers, Outgoing::header);
    Outgoing outgoing = new Outgoing(request, span, Context.note());
    Context.setNote(outgoing);
    return outgoing;
  }

  private static boolean isTracers(Map<String, List<String>> headers) {
    return headers.containsKey(HttpClientSpans.TRACER_LANGUAGE)
        || headers.containsKey(HttpClientSpans.LIBRARY_LANGUAGE);
  }

  /** Takes the note off the thread, if it is still there, and gives the span. */
  Span handedOver() {
    if (Context.note() == this) {
      Context.setNote(noteBefore);
    }
    return span;
  }

  /** The request's headers, with the trace's own if it is the one that this thread is sending. */
  @SuppressWarnings("ReferenceEquality") // the very request, not one like it
  static HttpHeaders headersOf(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!(Context.note() instanceof Outgoing outgoing) || outgoing.request != request) {
      return headers;
    }
    // Whatever is thrown here would reach the application.
    try {
      Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      all.putAll(headers.map());
      HttpClientSpans.inject(
          outgoing.handedOver(), all, (map, name, value) -> map.put(name, List.of(value)));
      return HttpHeaders.of(all, (name, value) -> true);
    } catch (RuntimeException | LinkageError e) {
      FAILURES.increment();
      Log.once("http.client.headers", "a request goes out without trace headers", e);
      return headers;
    }
  }

  private static @Nullable String header(HttpHeaders headers, String name) {
    return headers.firstValue(name).orElse(null);
  }

  static void end(Span span, @Nullable HttpResponse<?> response, @Nullable Throwable thrown) {
    if (response != null) {
      HttpClientSpans.setResponse(span, response.headers(), Outgoing::header);
    }
    HttpClientSpans.end(span, response == null ? 0 : response.statusCode(), thrown);
  }

  /**
   * Ends the span with the future, and gives the one for the application: a copy, so that what the
   * application hangs on it runs after the end of the span. What hangs on a future runs last come,
   * first served; so the copy is made before. A dependent that did both would never run once the
   * application has cancelled it. The copy is of the client's own kind: cancelling it still cancels
   * the request.
   */
  static <T> CompletableFuture<T> endWith(Span span, CompletableFuture<T> future) {
    CompletableFuture<T> copy = future.isDone() ? future : future.copy();
    CompletableFuture<T> unused = future.whenComplete(new Ending(span));
    return copy;
  }

  private static final class Ending implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final Span span;

    Ending(Span span) {
      this.span = span;
    }

    @Override
    public void accept(@Nullable Object response, @Nullable Throwable thrown) {
      // Whatever is thrown here would be the application's answer.
      try {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        end(span, response instanceof HttpResponse<?> r ? r : null, cause == null ? thrown : cause);
      } catch (RuntimeException | LinkageError e) {
        FAILURES.increment();
        Log.once("http.client.end", "the span of a request could not be ended", e);
      }
    }
  }
}
