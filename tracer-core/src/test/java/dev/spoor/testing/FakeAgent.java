package dev.spoor.testing;

import dev.spoor.wire.DecodedSpan;
import dev.spoor.wire.DecodedStats;
import dev.spoor.wire.DecodedTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Datadog Agent for tests: takes traces, stats and telemetry on a free port of the loopback
 * interface, decodes them as the real one does, and holds every request against the rules that the
 * real one expects its clients to keep. It can also fail in all the ways that a real one, or the
 * network before it, fails.
 *
 * <pre>{@code
 * try (FakeAgent agent = FakeAgent.start()) {
 *   runApplicationWith("DD_TRACE_AGENT_URL=" + agent.url());
 *   DecodedSpan span = agent.awaitSpan(s -> s.name().equals("servlet.request"));
 *   SpanAssert.assertThat(span).hasTag("http.status_code", "200");
 *   agent.assertNoViolations();
 * }
 * }</pre>
 *
 * <p>Broken rules are collected rather than answered with an error, because a real Agent would be
 * silent about most of them: call {@link #assertNoViolations} at the end. Traces of requests that
 * are answered with an error are not kept, though their rules are checked.
 *
 * <p>Thread safe. Every wait has a deadline and, when it fails, tells what did arrive.
 */
public final class FakeAgent implements AutoCloseable {
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(20);

  private final Arrivals arrivals = new Arrivals();
  private final Receiver receiver = new Receiver(arrivals);
  private final AgentServer server;
  private volatile Duration deadline = DEFAULT_DEADLINE;

  private FakeAgent(@Nullable Path socket) {
    server = new AgentServer(socket, receiver::reply, arrivals::violation);
  }

  /** Starts one that listens on a free TCP port of the loopback interface. */
  public static FakeAgent start() {
    return new FakeAgent(null);
  }

  /** Starts one that listens on a unix domain socket; the file is removed when it is closed. */
  public static FakeAgent startOn(Path socket) {
    return new FakeAgent(Objects.requireNonNull(socket, "socket"));
  }

  /** The TCP port; it stays the same while connections are refused. */
  public int port() {
    return server.port();
  }

  /** What to put into {@code DD_TRACE_AGENT_URL}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  // What arrived.

  /** All requests so far, refused ones included. */
  public List<AgentRequest> requests() {
    return arrivals.requests();
  }

  /** All requests so far whose path begins like that, say {@code /v0.4/traces}. */
  public List<AgentRequest> requests(String pathPrefix) {
    return requests().stream().filter(r -> r.path().startsWith(pathPrefix)).toList();
  }

  /** All traces (chunks) of accepted requests, in order of arrival. */
  public List<DecodedTrace> traces() {
    return arrivals.traces();
  }

  /** The spans of all {@link #traces}. */
  public List<DecodedSpan> spans() {
    return arrivals.spans();
  }

  /** The spans of that trace, whatever chunks they came in. */
  public List<DecodedSpan> spansOf(long traceId) {
    return spans().stream().filter(s -> s.traceId() == traceId).toList();
  }

  /** All payloads of client-side stats that were accepted, in order of arrival. */
  public List<DecodedStats> stats() {
    return arrivals.stats();
  }

  /** Rules that were broken, one line each. */
  public List<String> violations() {
    return arrivals.violations();
  }

  /** How many connections were accepted since the start. */
  public int connectionsAccepted() {
    return server.accepted();
  }

  /** How many connections are open now. */
  public int connectionsOpen() {
    return server.openConnections();
  }

  /** Forgets requests, traces and violations, but not the settings. */
  public void clear() {
    arrivals.clear();
  }

  /**
   * @throws AssertionError with all of them, if rules were broken
   */
  public void assertNoViolations() {
    List<String> found = violations();
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.size() + " violations of the wire format:\n  " + String.join("\n  ", found));
    }
  }

  // Waiting. All of these throw AssertionError when the deadline passes.

  /** Sets how long each of the following waits lasts at most; 20 s if never called. */
  public FakeAgent withDeadline(Duration longest) {
    deadline = Objects.requireNonNull(longest, "longest");
    return this;
  }

  /** Waits for at least that many traces and returns all there are. */
  public List<DecodedTrace> awaitTraces(int count) {
    return awaitCount(count, "traces", this::traces);
  }

  /** Waits for at least that many spans and returns all there are. */
  public List<DecodedSpan> awaitSpans(int count) {
    return awaitCount(count, "spans", this::spans);
  }

  /** Waits for at least that many payloads of stats and returns all there are. */
  public List<DecodedStats> awaitStats(int count) {
    return awaitCount(count, "payloads of stats", this::stats);
  }

  /** Waits for at least that many requests to a path that begins like that. */
  public List<AgentRequest> awaitRequests(String pathPrefix, int count) {
    return awaitCount(count, "requests to " + pathPrefix, () -> requests(pathPrefix));
  }

  /** Waits for a span that fits, and returns the first. */
  public DecodedSpan awaitSpan(Predicate<DecodedSpan> wanted) {
    return arrivals
        .await("a span", deadline, () -> spans().stream().filter(wanted).toList())
        .get(0);
  }

  /** Waits for a trace (chunk) that fits, and returns the first. */
  public DecodedTrace awaitTrace(Predicate<DecodedTrace> wanted) {
    return arrivals
        .await("a trace", deadline, () -> traces().stream().filter(wanted).toList())
        .get(0);
  }

  /**
   * Waits until nothing has arrived for that long; for tests that something is <em>not</em> sent,
   * which no wait can prove but only make likely.
   */
  public void awaitQuiet(Duration quiet) {
    arrivals.awaitQuiet(quiet, deadline);
  }

  private <T> List<T> awaitCount(int count, String what, Supplier<List<T>> all) {
    if (count <= 0) {
      return all.get();
    }
    return arrivals.await(
        count + " " + what,
        deadline,
        () -> {
          List<T> now = all.get();
          return now.size() >= count ? now : List.of();
        });
  }

  // How it answers.

  /** Answers trace requests with these rates; keys like {@code service:shop,env:prod}. */
  public FakeAgent replyRates(Map<String, Double> rateByService) {
    StringBuilder json = new StringBuilder("{\"rate_by_service\":{");
    rateByService.forEach(
        (key, rate) ->
            json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                .append('"')
                .append(key)
                .append("\":")
                .append(rate));
    return replyBody(json.append("}}").toString());
  }

  /** Answers trace requests with this body, to the letter. */
  public FakeAgent replyBody(String body) {
    receiver.rates = Objects.requireNonNull(body, "body");
    return this;
  }

  /** Answers trace and stats requests with this status from now on; 200 heals. */
  public FakeAgent replyStatus(int code) {
    receiver.status = code;
    return this;
  }

  /** Answers the next trace and stats requests with these, one each, then as before. */
  public FakeAgent replyNextStatuses(int... codes) {
    for (int code : codes) {
      receiver.nextStatuses.add(code);
    }
    return this;
  }

  /** Adds a header to every answer. */
  public FakeAgent replyHeader(String name, String value) {
    receiver.replyHeaders.put(name, value);
    return this;
  }

  /** Pauses that long before each answer. */
  public FakeAgent replyDelay(Duration delay) {
    server.replyDelay = Objects.requireNonNull(delay, "delay");
    return this;
  }

  /** Has these endpoints only, in {@code /info} and in fact; the others answer 404. */
  public FakeAgent endpoints(String... paths) {
    receiver.endpoints = List.of(paths);
    return this;
  }

  /**
   * Asks clients to compute statistics, and not to send traces that are not kept; without it every
   * trace arrives.
   */
  public FakeAgent takeStats() {
    receiver.takesStats = true;
    return this;
  }

  /** Answers {@code /info} with this body, to the letter; null stands for a 404. */
  public FakeAgent info(@Nullable String json) {
    receiver.info = json == null ? "" : json;
    return this;
  }

  // How it fails.

  /**
   * Misbehaves that way from now on. Connections that hang already stay so until they are closed.
   */
  public FakeAgent fault(Fault fault) {
    server.fault = Objects.requireNonNull(fault, "fault");
    return this;
  }

  /** The pause before each byte of an answer under {@link Fault#DRIP}; 20 ms if never called. */
  public FakeAgent dripDelay(Duration delay) {
    server.dripDelay = Objects.requireNonNull(delay, "delay");
    return this;
  }

  /** Closes each connection, without notice, after it has answered that many requests on it. */
  public FakeAgent closeAfterRequests(int count) {
    server.requestsPerConnection = count;
    return this;
  }

  /** Closes connections, without notice, on which nothing has happened for that long. */
  public FakeAgent closeIdleAfter(@Nullable Duration idle) {
    server.idleLimit = idle;
    return this;
  }

  /** Closes all connections now; new ones are accepted. */
  public void closeConnections() {
    server.closeConnections();
  }

  /** Goes away: connections are closed and refused, the port stays reserved. */
  public void refuseConnections() {
    try {
      server.refuse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Comes back, on the same port. */
  public void acceptConnections() {
    try {
      server.accept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes away and comes back, as an Agent that is restarted. */
  public void restart() {
    refuseConnections();
    acceptConnections();
  }

  @Override
  public void close() {
    server.close();
  }
}
