package dev.spoor.kind;

import dev.spoor.context.Context;
import dev.spoor.diag.Counters;
import dev.spoor.diag.Log;
import dev.spoor.diag.ThreadUsage;
import dev.spoor.trace.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through a server: its span, and what the plugins of containers and
 * frameworks have learned about it for its log line.
 *
 * <p>A container's plugin starts it, makes it current on each thread that works on the request,
 * puts it on the request as {@value #ATTRIBUTE} and ends it; a framework's plugin finds it there.
 * Not for clients, nor for requests that a server forwards to itself: those stay within the first.
 *
 * <p>Fields are written by the thread that works on the request; a container hands a request from
 * thread to thread with the usual happens-before. {@link #end} may be called by any thread, any
 * number of times; the first call counts.
 *
 * <p><b>The danger</b> is holding one longer than its request: it refers to objects of the
 * application.
 */
public final class ServedRequest extends Context {
  /** Request attribute that holds the {@link ServedRequest}. */
  public static final String ATTRIBUTE = "dev.spoor.request";

  /** Request attribute with the trace id as log lines carry it, for access logs. */
  public static final String TRACE_ID = "dd.trace_id";

  /** Request attribute with the span id, unsigned decimal text, for access logs. */
  public static final String SPAN_ID = "dd.span_id";

  private static final LongAdder LINE_FAILED = Counters.of("request.line.failed");
  private static final VarHandle ENDED;

  /** Stands for "nothing was current" where null means something else. */
  private static final Object NOTHING = new Object();

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(ServedRequest.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether requests of this process leave lines: asked for the first one, known by the last. */
  private static volatile @Nullable Boolean lines;

  private final Span span;

  /** Null where no line is expected, which spares the cost of counting. */
  final @Nullable ThreadUsage usage;

  private boolean matched;
  @Nullable String route;
  @Nullable String controller;
  @Nullable String action;
  @Nullable String viewName;
  long viewNanos;
  @Nullable Map<?, ?> pathVariables;
  @Nullable ClassLoader application;
  @Nullable Throwable thrown;
  private @Nullable Object parameters;
  private boolean escaped;
  private volatile boolean ended;

  private ServedRequest(Span span) {
    this.span = span;
    this.usage = expectsLine() ? new ThreadUsage() : null;
  }

  /**
   * A guess: servers mostly run with the application's loader on their threads. Where they do not,
   * the first line tells, and misses what was used for it.
   */
  private static boolean expectsLine() {
    Boolean known = lines;
    if (known == null) {
      known = false;
      try {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        LineDoor.Lines log =
            LineDoor.REQUESTS.of(context == null ? ClassLoader.getSystemClassLoader() : context);
        known = log != null && log.isEnabled();
      } catch (Exception | LinkageError e) {
        failed(e);
      }
      lines = known;
    }
    return known;
  }

  /**
   * Starts the span of a request; see {@link HttpServerSpans#start}.
   *
   * @return null while tracing is off
   */
  public static <Q> @Nullable ServedRequest start(
      String component, HttpServerRequest<Q> adapter, Q request) {
    Span span = HttpServerSpans.start(component, adapter, request);
    return span == null ? null : new ServedRequest(span);
  }

  @Override
  public Span span() {
    return span;
  }

  /**
   * Makes the request current on the calling thread.
   *
   * @return what {@link #close} wants, on the same thread
   */
  public Object open() {
    resumeUsage();
    return push(this);
  }

  /** The calling thread begins to work; for those who make the request current in another way. */
  public void resumeUsage() {
    if (usage != null) {
      usage.resume();
    }
  }

  /** The calling thread stops working; the counterpart of {@link #resumeUsage}. */
  public void pauseUsage() {
    if (usage != null) {
      usage.pause();
    }
  }

  /** Makes a context current; null for "nothing". For those who have no request yet. */
  public static Object push(@Nullable Context next) {
    Context before = Context.swap(next);
    return before == null ? NOTHING : before;
  }

  /** Puts back what was current before {@link #open} or {@link #push}. */
  public static void close(Object before) {
    Context ended = Context.swap(before == NOTHING ? null : (Context) before);
    if (ended instanceof ServedRequest served) {
      served.pauseUsage();
    }
  }

  /** For {@link #TRACE_ID}. */
  public String traceId() {
    return span.trace().logId();
  }

  /** For {@link #SPAN_ID}. */
  public String spanId() {
    return span.logId();
  }

  /** Tags of servlet containers; the root context, whose path is empty, is tagged {@code /}. */
  public void setServlet(@Nullable String contextPath, @Nullable String servletPath) {
    String context = contextPath != null && contextPath.isEmpty() ? "/" : contextPath;
    HttpServerSpans.setServlet(span, context, servletPath);
  }

  /**
   * Tells what the framework has matched. Only the first match counts: a forward or an error page
   * is part of the answer, not of the question.
   *
   * @param template such as {@code /widgets/{id}}; one that matches everything says nothing
   * @param className simple name of the class that handles the request
   * @param methodName of its method
   */
  public void setMatch(
      @Nullable String template, @Nullable String className, @Nullable String methodName) {
    if (matched) {
      return;
    }
    matched = true;
    controller = className;
    action = methodName;
    if (template != null && !template.isEmpty() && !template.equals("/**")) {
      route = template;
      HttpServerSpans.setRoute(span, template);
    }
  }

  /** Variables of the path by name; they are parameters of the request as well. */
  public void setPathVariables(@Nullable Map<?, ?> variables) {
    pathVariables = variables;
  }

  /** Tells of a view and how long it took; several add up. */
  public void addView(@Nullable String name, long nanos) {
    viewName = name == null ? viewName : name;
    viewNanos += nanos;
  }

  /** What the container has parsed, for adapters whose container gives no other way to it. */
  public @Nullable Object parameters() {
    return parameters;
  }

  public void setParameters(@Nullable Object parsed) {
    parameters = parsed;
  }

  /** Whether {@link #setApplication} has been called with a loader. */
  public boolean hasApplication() {
    return application != null;
  }

  /**
   * The loader of the application that answers, whose logging writes the line; the first counts.
   */
  public void setApplication(@Nullable ClassLoader loader) {
    if (application == null) {
      application = loader;
    }
  }

  /**
   * Notes an exception, escaped or handled, without ending the request; the status says later
   * whether it makes the span an error. The same exception is written once.
   */
  @SuppressWarnings("ReferenceEquality") // the same exception, not one like it
  public void recordError(Throwable error) {
    Throwable cause = unwrap(error);
    if (thrown != cause && !span.isFinished()) {
      thrown = cause;
      HttpServerSpans.recordError(span, cause);
    }
  }

  /**
   * Notes an exception that has left the application: a status of 200, which was only a beginning,
   * then becomes 500.
   */
  public void recordEscaped(Throwable error) {
    recordError(error);
    escaped = true;
  }

  /** What a servlet wraps its exceptions in says nothing; there are two such types, and more. */
  private static Throwable unwrap(Throwable error) {
    Throwable cause = error.getCause();
    return cause != null && error.getClass().getName().endsWith("ServletException") ? cause : error;
  }

  /** Whether a framework's match is known. */
  public boolean isMatched() {
    return matched;
  }

  public boolean isEnded() {
    return ended;
  }

  /**
   * Ends the request: writes its log line, if the application has log correlation, and finishes the
   * span. Later calls do nothing.
   *
   * @param status what the client was sent; 0 and below for unknown
   */
  public <Q> void end(LoggedRequest<Q> adapter, Q request, int status) {
    if (!ENDED.compareAndSet(this, false, true)) {
      return;
    }
    int answered = status;
    Throwable error = thrown;
    if (escaped && error != null && (status == 200 || status <= 0)) {
      // A client that hung up is no failure of the application.
      answered = StackText.isBrokenPipe(error) ? status : 500;
    }
    try {
      tagResponse(adapter, request);
      writeLine(adapter, request, answered);
    } finally {
      HttpServerSpans.end(span, answered, null);
    }
  }

  private <Q> void tagResponse(LoggedRequest<Q> adapter, Q request) {
    try {
      HttpServerSpans.setResponse(span, adapter, request);
    } catch (RuntimeException | LinkageError e) {
      Log.once("response.headers", "headers of a response could not be read", e);
    }
  }

  private <Q> void writeLine(LoggedRequest<Q> adapter, Q request, int status) {
    ClassLoader loader = application;
    if (loader == null) {
      return;
    }
    Context before = Context.swap(this);
    try {
      LineDoor.Lines log = LineDoor.REQUESTS.of(loader);
      boolean wanted = log != null && log.isEnabled();
      if (log != null && wanted) {
        lines = true;
        log.write(RequestFacts.of(this, adapter, request, status));
      }
    } catch (Exception | LinkageError e) {
      failed(e);
    } finally {
      Context.swap(before);
    }
  }

  private static void failed(Throwable cause) {
    LINE_FAILED.increment();
    Log.once("request.line", "a request line could not be written", cause);
  }
}
