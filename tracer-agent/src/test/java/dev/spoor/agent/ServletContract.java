package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What servlet containers must do beyond {@link HttpServerContract}. */
abstract class ServletContract extends HttpServerContract {
  /** What docs/logging.md shows for logback-access. */
  static final String LOGBACK_ACCESS =
      Path.of("src/test/resources/scenario/logback/access.xml").toAbsolutePath().toString();

  /** What the container calls the part of the path that leads to the servlet. */
  abstract String servletPath();

  @Test
  void contextAndServletAreTagged() {
    get("/app/case/ok").hasTag("servlet.context", "/app").hasTag("servlet.path", servletPath());
  }

  @Test
  void accessLogsFindTheIds() {
    accessLogFindsTheIds("access ");
  }

  /** The application answers with the ids that it sees, and a log prints them behind a word. */
  final void accessLogFindsTheIds(String word) {
    String name = name();
    HttpResponse<String> response = send(to("/app/case/ok", name));
    String ids = String.join(" ", idsOf(spanOf(name)));
    assertThat(response.body()).isEqualTo(ids);
    server.awaitOut(line -> line.equals(word + ids));
  }

  /** A log whose lines are objects has them where Datadog looks. */
  final void accessLogHasTheIdsAsJson() {
    String name = name();
    send(to("/app/case/ok", name));
    String[] ids = idsOf(spanOf(name));
    String dd = "\"dd\":{\"trace_id\":\"" + ids[0] + "\",\"span_id\":\"" + ids[1] + "\"}";
    server.awaitOut(
        line -> line.startsWith("{\"@timestamp\"") && line.contains(dd) && line.endsWith("}"));
  }

  private static String[] idsOf(DecodedSpan span) {
    return new String[] {
      span.tag("_dd.p.tid") + String.format("%016x", span.traceId()),
      Long.toUnsignedString(span.spanId())
    };
  }

  @Test
  void whatTheExceptionWrapsIsTold() {
    get("/app/case/wrapped")
        .hasTag("http.status_code", "500")
        .hasError("java.lang.IllegalArgumentException")
        .hasTag("error.message", "inside");
  }

  @Test
  void anErrorPageBelongsToItsRequest() {
    String name = name();
    assertThat(send(to("/app/case/busy", name)).body()).contains("sorry");
    DecodedSpan span =
        SpanAssert.assertThat(spanOf(name))
            .hasTag("http.status_code", "503")
            .hasResource("GET /app/case/busy")
            .span();
    assertThat(childrenOf(span)).hasSize(1);
  }

  @Test
  void aFilterMayAnswer() {
    get("/app/case/refused").hasTag("http.status_code", "403").hasNoError();
  }

  @Test
  void anAsynchronousRequestEndsWithItsAnswer() {
    get("/app/case/async/complete").hasTag("http.status_code", "202").hasNoError();
    assertThat(lineOf("/app/case/async/complete")).contains("status=202");
  }

  @Test
  void aDispatchBelongsToItsRequest() {
    DecodedSpan span =
        get("/app/case/async/dispatch")
            .hasTag("http.status_code", "200")
            .hasResource("GET /app/case/async/dispatch")
            .span();
    assertThat(childrenOf(span)).hasSize(1);
    assertThat(agent.spansOf(span.traceId())).hasSize(2);
  }

  @Test
  void anExceptionInADispatchIsOnTheSpan() {
    get("/app/case/async/throw")
        .hasTag("http.status_code", "500")
        .hasError("java.lang.IllegalStateException");
  }

  @Test
  void anAsynchronousRequestMayTimeOut() {
    SpanAssert span = get("/app/case/async/timeout").hasTag("http.status_code", "500");
    assertThat(span.span().isError()).isTrue();
  }

  @Test
  void everyWayOutOfAServletLeavesOneLine() {
    leavesOneLine("/app/case/wrapped", 500);
    leavesOneLine("/app/case/busy", 503);
    leavesOneLine("/app/case/refused", 403);
    leavesOneLine("/app/case/async/complete", 202);
    leavesOneLine("/app/case/async/dispatch", 200);
    leavesOneLine("/app/case/async/throw", 500);
    leavesOneLine("/app/case/async/timeout", 500);
  }

  @Test
  void aFormsParametersAreOnTheLineOnceTheApplicationHasReadThem() {
    aFormStaysReadable();
    assertThat(lineOf("/app/case/form")).contains("ada");
  }
}
