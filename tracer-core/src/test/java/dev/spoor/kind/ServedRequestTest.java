package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.context.Context;
import dev.spoor.trace.Priority;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request from its beginning to its end, without a server. */
class ServedRequestTest {
  private static final LoggedRequest<Map<String, String>> ADAPTER = new MapRequest();

  @BeforeEach
  void startTracing() {
    Tracer.install(
        new Tracer(
            "cases",
            (trace, root) -> trace.decide(Priority.SAMPLER_KEEP, Priority.BY_DEFAULT, null, 1),
            (trace, newest, count) -> {},
            1000,
            true,
            true));
  }

  @AfterEach
  void stopTracing() {
    Tracer.install(null);
  }

  private static ServedRequest start() {
    ServedRequest served = ServedRequest.start("test", ADAPTER, Map.of("path", "/a"));
    assertThat(served).isNotNull();
    return served;
  }

  private static Span end(ServedRequest served, int status) {
    served.end(ADAPTER, Map.of(), status);
    return served.span();
  }

  @Test
  void nothingHappensWhileTracingIsOff() {
    Tracer.install(null);
    assertThat(ServedRequest.start("test", ADAPTER, Map.of())).isNull();
  }

  @Test
  void itIsCurrentBetweenOpenAndClose() {
    ServedRequest served = start();
    Object before = served.open();
    assertThat(Span.current()).isSameAs(served.span());
    ServedRequest.close(before);
    assertThat(Context.current()).isNull();
  }

  @Test
  void theFirstEndCounts() {
    ServedRequest served = start();
    assertThat(end(served, 200).tag("http.status_code")).isEqualTo("200");
    assertThat(served.isEnded()).isTrue();
    assertThat(end(served, 500).tag("http.status_code")).isEqualTo("200");
  }

  @Test
  void theFirstMatchCountsEvenIfItSaysNothing() {
    ServedRequest served = start();
    served.setMatch("/**", "ResourceHttpRequestHandler", null);
    served.setMatch("/error", "ErrorController", "error");
    assertThat(end(served, 404).resource()).isEqualTo("404");
    assertThat(served.controller).isEqualTo("ResourceHttpRequestHandler");
  }

  @Test
  void aRouteOutranksThe404() {
    ServedRequest served = start();
    served.setMatch("/a/{id}", "A", "show");
    assertThat(end(served, 404).resource()).isEqualTo("GET /a/{id}");
  }

  @Test
  void whatEscapesAfterA200IsA500() {
    ServedRequest served = start();
    served.recordEscaped(new IllegalStateException("boom"));
    Span span = end(served, 200);
    assertThat(span.tag("http.status_code")).isEqualTo("500");
    assertThat(span.isError()).isTrue();
  }

  @Test
  void aHandledExceptionIsToldAndNoError() {
    ServedRequest served = start();
    served.recordError(new IllegalStateException("boom"));
    Span span = end(served, 200);
    assertThat(span.tag("http.status_code")).isEqualTo("200");
    assertThat(span.tag("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(span.isError()).isFalse();
  }

  @Test
  void aClientThatHungUpIsNoFailure() {
    ServedRequest served = start();
    served.recordEscaped(new IOException("Broken pipe"));
    Span span = end(served, 200);
    assertThat(span.tag("http.status_code")).isEqualTo("200");
    assertThat(span.isError()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html;charset=UTF-8, html",
    "application/json, json",
    "application/problem+json; charset=utf-8, json",
    "text/plain, text",
    "application/x-ndjson, ndjson",
    "image/svg+xml, xml",
    "nonsense, nonsense",
  })
  void theFormatIsAShortWord(String contentType, String format) {
    assertThat(RequestFacts.format(contentType)).isEqualTo(format);
  }

  @Test
  void anUnknownFormatIsAny() {
    assertThat(RequestFacts.format(null)).isEqualTo("*/*");
    assertThat(RequestFacts.format("")).isEqualTo("*/*");
    assertThat(RequestFacts.format("text/")).isEqualTo("*/*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7|203.0.113.7",
        "1.2.3.4, 203.0.113.7|203.0.113.7",
        "203.0.113.7, 10.0.0.1, 192.168.1.1|203.0.113.7",
        "2001:db8::1|2001:db8::1",
        "10.0.0.1|127.0.0.1",
        "172.16.0.1, 172.31.9.9, fd00::1, ::1|127.0.0.1",
        "172.32.0.1|172.32.0.1",
        "unknown, , <script>|127.0.0.1",
      })
  void theClientIsTheLastPublicAddress(String header, String client) {
    assertThat(ClientAddress.of(header, "127.0.0.1")).isEqualTo(client);
  }

  @Test
  void queryParametersAreDecodedAsFarAsPossible() {
    assertThat(QueryParameters.of("a=1&b=%C3%A4+x&a=2&flag&=&%zz=%"))
        .containsEntry("a", List.of("1", "2"))
        .containsEntry("b", List.of("ä x"))
        .containsEntry("flag", List.of(""))
        .containsEntry("%zz", List.of("%"));
    assertThat(QueryParameters.of("")).isEmpty();
  }
}
