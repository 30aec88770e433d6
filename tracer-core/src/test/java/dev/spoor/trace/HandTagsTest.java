package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something when an application sets them as tags. */
class HandTagsTest {
  private final Span span = new RecordingSink().tracer(100).start("op");

  private void set(String key, Object value) {
    span.set(key, value);
  }

  @Test
  void plainTagsAreTextOrNumbers() {
    set("text", "t");
    set("flag", true);
    set("whole", 7);
    set("wholeDouble", 7.0);
    set("half", 0.5f);
    set("list", List.of(1, 2));
    set("gone", "x");
    set("gone", null);
    set("span.kind", "client");

    assertThat(span.tag("text")).isEqualTo("t");
    assertThat(span.tag("flag")).isEqualTo("true");
    assertThat(span.tag("whole")).isEqualTo(7L);
    assertThat(span.tag("wholeDouble")).isEqualTo(7.0);
    assertThat(span.tag("half")).isEqualTo(0.5);
    assertThat(span.tag("list")).isEqualTo("[1, 2]");
    assertThat(span.tag("gone")).isNull();
    assertThat(span.tag("span.kind")).isEqualTo("client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.name", "service"})
  void theServiceCountsAsSetByHand(String key) {
    set(key, "other");
    assertThat(span.service()).isEqualTo("other");
    assertThat(span.serviceSource()).isEqualTo("m");
    assertThat(span.tag(key)).isNull();
  }

  @Test
  void resourceTypeErrorAndMeasuredAreFieldsOfTheSpan() {
    set("resource.name", "named");
    set("span.type", "web");
    set("error", "true");
    set("_dd.measured", 1);

    assertThat(span.resource()).isEqualTo("named");
    assertThat(span.type()).isEqualTo("web");
    assertThat(span.isError()).isTrue();
    assertThat(span.isMeasured()).isTrue();
    assertThat(span.ownTagEnd()).isZero();
    set("error", false);
    assertThat(span.isError()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "manual.keep, true, 2, -4",
    "manual.keep, 1, 2, -4",
    "manual.keep, TRUE, 2, -4",
    "manual.keep, false, -128,",
    "manual.keep, 0, -128,",
    "manual.drop, true, -1,",
    "manual.drop, false, -128,",
    "asm.keep, true, 2, -5",
    "ai_guard.keep, true, 2, -13",
    "sampling.priority, 1, 2, -4",
    "sampling.priority, 2, 2, -4",
    "sampling.priority, 0, -1,",
    "sampling.priority, -1, -1,",
    "sampling.priority, high, -128,"
  })
  void whoKeepsOrDropsByHandDecides(String key, String value, int priority, String maker) {
    set(key, value);
    assertThat(span.trace().priority()).isEqualTo(priority);
    assertThat(span.trace().decisionMaker()).isEqualTo(maker);
    assertThat(span.tag(key)).isNull();
  }

  @Test
  void aDecisionByHandOverrulesTheSampler() {
    span.trace().ensureDecided();
    set("manual.drop", true);
    assertThat(span.trace().priority()).isEqualTo(Priority.USER_DROP);
    span.trace().ensureDecided();
    assertThat(span.trace().priority()).isEqualTo(Priority.USER_DROP);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0", "1, 1", "no, 0"})
  void analyticsEventsAreARate(String value, double rate) {
    set("analytics.event", value);
    assertThat(span.tag("_dd1.sr.eausr")).isEqualTo(rate);
    assertThat(span.tag("analytics.event")).isNull();
  }

  @Test
  void theAnalyticsRateIsANumber() {
    set("_dd1.sr.eausr", "0.5");
    assertThat(span.tag("_dd1.sr.eausr")).isEqualTo(0.5);
    set("_dd1.sr.eausr", "much");
    assertThat(span.tag("_dd1.sr.eausr")).isEqualTo(0.5);
  }

  @Test
  void theStatusIsTextAndNotFoundNamesTheResource() {
    set("http.status_code", 200);
    assertThat(span.tag("http.status_code")).isEqualTo("200");
    assertThat(span.resource()).isEqualTo("op");
    set("http.status_code", "404");
    assertThat(span.tag("http.status_code")).isEqualTo("404");
    assertThat(span.resource()).isEqualTo("404");
    set("http.status_code", "odd");
    assertThat(span.tag("http.status_code")).isEqualTo("odd");
  }

  @Test
  void methodAndUrlNameTheResourceInEitherOrderButRankLow() {
    set("http.method", "GET");
    assertThat(span.resource()).isEqualTo("op");
    set("http.url", "/a");
    assertThat(span.resource()).isEqualTo("GET /a");
    set("http.method", "POST");
    assertThat(span.resource()).isEqualTo("POST /a");
    assertThat(span.tag("http.url")).isEqualTo("/a");
    set("resource.name", "mine");
    set("http.url", "/b");
    assertThat(span.resource()).isEqualTo("mine");
  }

  @Test
  void aStatementIsTheResourceAndNoTag() {
    set("db.statement", "select 1");
    assertThat(span.resource()).isEqualTo("select 1");
    assertThat(span.tag("db.statement")).isNull();
    set("db.statement", "");
    assertThat(span.resource()).isEqualTo("select 1");
  }

  @Test
  void theOriginIsTheTraces() {
    set("_dd.origin", "rum");
    assertThat(span.trace().origin()).isEqualTo("rum");
    set("_dd.origin", "a\nb");
    set("_dd.origin", "");
    assertThat(span.trace().origin()).isEqualTo("rum");
  }

  @Test
  void whatBelongsToTheTraceTravelsWithItWhateverTheSamplerAdds() {
    set("_dd.p.ts", "02");
    set("_dd.p.debug", "a,b");
    span.trace().ensureDecided();
    assertThat(span.trace().tags().name(0)).isEqualTo("_dd.p.ts");
    assertThat(span.trace().tags().value(0)).isEqualTo("02");
    for (int i = 0; i < span.trace().tags().size(); i++) {
      assertThat(span.trace().tags().name(i)).isNotEqualTo("_dd.p.debug");
    }
    assertThat(span.tag("_dd.p.ts")).isNull();
  }

  @Test
  void aPeersServiceIsKeptWithItsSource() {
    set("peer.service", "db");
    assertThat(span.tag("peer.service")).isEqualTo("db");
    assertThat(span.tag("_dd.peer.service.source")).isEqualTo("peer.service");
    assertThat(span.service()).isNotEqualTo("db");
  }

  @Test
  void afterTheEndNothingIsSet() {
    span.finish();
    set("manual.keep", true);
    set("a", "b");
    assertThat(span.trace().priority()).isNotEqualTo(Priority.USER_KEEP);
    assertThat(span.tag("a")).isNull();
  }
}
