package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.ErrorRank;
import dev.spoor.trace.Span;
import dev.spoor.trace.Tags;
import dev.spoor.trace.Tracer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an exception that is logged does to the current span, and what it leaves alone. */
class LoggedErrorsTest {
  private Span span;

  @BeforeEach
  void start() {
    Tracer tracer = Tracers.keeping();
    Tracer.install(tracer);
    span = tracer.start("work");
    span.attach();
  }

  @AfterEach
  void end() {
    span.detach();
    Tracer.install(null);
  }

  @Test
  void theFirstLoggedExceptionIsToldAndAStatusDoesNotTakeItBack() {
    LoggedErrors.logged(new IllegalStateException("one"));
    LoggedErrors.logged(new IllegalArgumentException("two"));
    span.setError(false, ErrorRank.HTTP_SERVER);

    assertThat(span.isError()).isTrue();
    assertThat(span.tag(Tags.ERROR_MESSAGE)).hasToString("one");
    assertThat(span.tag(Tags.ERROR_TYPE)).hasToString("java.lang.IllegalStateException");
    assertThat(String.valueOf(span.tag(Tags.ERROR_STACK))).contains("LoggedErrorsTest");
  }

  @Test
  void anErrorThatTheSpanHasStays() {
    ErrorTags.record(span, new IOException("real"), ErrorRank.HTTP_SERVER);
    LoggedErrors.logged(new IllegalStateException("logged"));

    assertThat(span.tag(Tags.ERROR_MESSAGE)).hasToString("real");
  }

  @Test
  void anExceptionThatEndsTheSpanStandsAboveALoggedOne() {
    LoggedErrors.logged(new IllegalStateException("logged"));
    ErrorTags.record(span, new IOException("real"), ErrorRank.HTTP_SERVER);

    assertThat(span.isError()).isTrue();
    assertThat(span.tag(Tags.ERROR_MESSAGE)).hasToString("real");
  }

  @Test
  void aSpanThatTheApplicationCalledGoodStaysGood() {
    span.setError(false, ErrorRank.FINAL);
    LoggedErrors.logged(new IllegalStateException("logged"));

    assertThat(span.isError()).isFalse();
    assertThat(span.tag(Tags.ERROR_TYPE)).isNull();
  }

  @Test
  void aClientThatHungUpIsNoError() {
    LoggedErrors.logged(new IOException("Broken pipe"));

    assertThat(span.isError()).isFalse();
  }

  @Test
  void withoutAnExceptionOrASpanNothingHappens() {
    LoggedErrors.logged(null);
    span.detach();
    LoggedErrors.logged(new IllegalStateException("outside"));

    assertThat(span.isError()).isFalse();
    assertThat(Span.current()).isNull();
  }
}
