package dev.spoor.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  private static final Visit VISIT = new Visit("/widgets", "text/html", "", 200, List.of());
  private static final String PLAIN =
      "{\"message\":\"hello\",\"dd\":{\"trace_id\":\"66a3\",\"span_id\":\"5\"}}";
  private static final String REQUEST =
      "{\"method\":\"GET\",\"path\":\"/widgets\",\"status\":200,\"duration\":1.5,"
          + "\"dd\":{\"trace_id\":\"66a3\",\"span_id\":\"4\"}}";

  @Test
  void linesThatAgreeAreNoReasonToComplain() {
    Exchange exchange = exchange(200, PLAIN, "no json", REQUEST);

    assertThat(exchange.complaints()).isEmpty();
    assertThat(exchange.traceId()).isEqualTo("66a3");
    assertThat(exchange.lines()).extracting(LogLine::spanId).containsExactly("5", null, "4");
  }

  @Test
  void flatFieldsOfOtherEncodersAreReadToo() {
    String flat =
        "{\"http.method\":\"GET\",\"http\":{\"status_code\":200},\"duration\":15,"
            + "\"dd.trace_id\":\"66a3\",\"dd.span_id\":\"4\"}";

    assertThat(exchange(200, flat).complaints()).isEmpty();
  }

  @Test
  void wrongStatusIsTold() {
    assertThat(exchange(500, PLAIN, REQUEST).complaints())
        .containsExactly("answers 500, not 200", "writes a request line with status 200");
  }

  @Test
  void missingIdsAndRequestLinesAreTold() {
    assertThat(exchange(200, "{\"message\":\"hello\"}").complaints())
        .containsExactly("writes no log line with dd.trace_id", "writes 0 request lines, not one");
    assertThat(exchange(200, PLAIN, REQUEST, REQUEST).complaints())
        .containsExactly("writes 2 request lines, not one");
    assertThat(exchange(200, PLAIN, REQUEST.replace("trace_id", "other_id")).complaints())
        .containsExactly("writes a request line without dd.trace_id");
  }

  @Test
  void linesOfTwoTracesAreTold() {
    Exchange exchange = exchange(200, PLAIN.replace("66a3", "77b4"), REQUEST);

    assertThat(exchange.traceId()).isNull();
    assertThat(exchange.complaints())
        .containsExactly("writes log lines of more than one trace: [77b4, 66a3]");
  }

  @Test
  void linesOfJobsAreKnownByTheirThread() {
    String line = "{\"thread_name\":\"%s\",\"dd\":{\"trace_id\":\"77b4\"}}";

    assertThat(LogLine.of(line.formatted("db-scheduler-pool-2-thread-1")).isOfJob()).isTrue();
    assertThat(LogLine.of(line.formatted("http-nio-8080-exec-2")).isOfJob()).isFalse();
    assertThat(LogLine.of("no json").isOfJob()).isFalse();
  }

  private static Exchange exchange(int status, String... lines) {
    return new Exchange(VISIT, status, 1, Stream.of(lines).map(LogLine::of).toList());
  }
}
