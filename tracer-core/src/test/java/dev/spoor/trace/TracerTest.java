package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids, parents and services of new spans. */
class TracerTest {
  private final RecordingSink sink = new RecordingSink();
  private final Tracer tracer = sink.tracer(100);

  @Test
  void aSpanWithNothingCurrentBeginsATrace() {
    Span span = tracer.start("job");

    assertThat(span.parentId()).isZero();
    assertThat(span.isLocalRoot()).isTrue();
    assertThat(span.isTopLevel()).isTrue();
    assertThat(span.service()).isEqualTo("shop");
    assertThat(span.resource()).isEqualTo("job");
    assertThat(span.trace().root()).isSameAs(span);
    assertThat(span.trace().remote()).isNull();
  }

  @Test
  void aSpanBelowTheCurrentOneIsItsChild() {
    Span root = tracer.start("job");
    root.attach();
    Span child = tracer.start("step");
    root.detach();

    assertThat(child.parentId()).isEqualTo(root.spanId());
    assertThat(child.trace()).isSameAs(root.trace());
    assertThat(child.isLocalRoot()).isFalse();
    assertThat(child.isTopLevel()).isFalse();
    assertThat(Span.current()).isNull();
  }

  @Test
  void aChildIsInItsParentsServiceUntilItIsGivenAnother() {
    Span root = tracer.start("job");
    Span query = tracer.start("postgresql.query", root);
    query.setService("postgresql", "java-jdbc-statement");
    Span below = tracer.start("socket", query);

    assertThat(query.isTopLevel()).isTrue();
    assertThat(below.service()).isEqualTo("postgresql");
    assertThat(below.isTopLevel()).isFalse();
  }

  @Test
  void idsArePositiveAndDistinctAndTheHighHalfIsTheSecondOfBirth() {
    Set<Long> ids = new HashSet<>();
    long before = Instant.now().getEpochSecond();
    for (int i = 0; i < 10_000; i++) {
      Span span = tracer.start("job");
      assertThat(span.spanId()).isPositive();
      assertThat(span.trace().idLow()).isPositive();
      assertThat(span.trace().idHigh() & 0xffffffffL).isZero();
      assertThat(span.trace().idHigh() >>> 32)
          .isBetween(before - 1, Instant.now().getEpochSecond() + 1);
      assertThat(ids.add(span.spanId()) && ids.add(span.trace().idLow())).isTrue();
    }
  }

  @Test
  void narrowIdsHaveNoHighHalf() {
    Tracer narrow = new Tracer("shop", (trace, root) -> {}, sink, 0, false, true);
    Span span = narrow.start("job");

    assertThat(span.trace().idHigh()).isZero();
    assertThat(span.trace().logId()).isEqualTo(Long.toUnsignedString(span.trace().idLow()));
  }

  @Test
  void logLinesCarryTheIdAsHexOrAsDecimal() {
    RemoteParent remote = RecordingSink.remote(0xabcL, -1L, 7, Priority.UNSET);

    assertThat(tracer.startRoot("a", remote).trace().logId())
        .isEqualTo("0000000000000abcffffffffffffffff");
    Tracer decimal = new Tracer("shop", (trace, root) -> {}, sink, 0, true, false);
    assertThat(decimal.startRoot("a", remote).trace().logId()).isEqualTo("18446744073709551615");
  }

  @Test
  void aRemoteParentGivesIdsAndDecision() {
    RemoteParent remote =
        new RemoteParent(
            5L << 32,
            -2L,
            -3L,
            Priority.USER_KEEP,
            "synthetics",
            TraceTags.NONE.withDecisionMaker("-4"),
            null,
            null);
    Span span = tracer.startRoot("servlet.request", remote);

    assertThat(span.trace().idHigh()).isEqualTo(5L << 32);
    assertThat(span.trace().idLow()).isEqualTo(-2L);
    assertThat(span.parentId()).isEqualTo(-3L);
    assertThat(span.isLocalRoot()).isTrue();
    assertThat(span.trace().ensureDecided()).isEqualTo(Priority.USER_KEEP);
    assertThat(span.trace().decisionMaker()).isEqualTo("-4");
    assertThat(span.trace().rateTag()).isNull();
  }

  @Test
  void aRemoteParentWithoutIdsIsKeptBesideATraceOfOurOwn() {
    RemoteParent remote =
        new RemoteParent(0, 0, 9, Priority.UNSET, "rum", TraceTags.NONE, null, null);
    Span span = tracer.startRoot("servlet.request", remote);

    assertThat(span.trace().idLow()).isPositive();
    assertThat(span.parentId()).isZero();
    assertThat(span.trace().remote()).isSameAs(remote);
  }

  @Test
  void timesGivenByHandAreKept() {
    Span root = tracer.startRootAt("job", null, 1_700_000_000_000_000_000L);
    Span child = tracer.startAt("step", root, 1_700_000_000_000_000_005L);
    child.finishAt(1_700_000_000_000_000_010L);
    root.finishAt(1_600_000_000_000_000_000L);

    assertThat(child.start()).isEqualTo(1_700_000_000_000_000_005L);
    assertThat(child.duration()).isEqualTo(5);
    assertThat(root.duration()).as("an end before the start counts as 1").isEqualTo(1);
  }

  @Test
  void aSpanThatBeganEarlierStartsEarlier() {
    Span parent = tracer.start("job");
    Span late = tracer.startBefore(Blueprint.named("redis.query").build(), parent, 1_000_000_000L);
    late.finish();
    Span alone = tracer.startBefore(Blueprint.named("redis.query").build(), null, 1_000_000_000L);
    alone.finish();

    assertThat(late.duration()).isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(late.parentId()).isEqualTo(parent.spanId());
    assertThat(alone.duration()).isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(alone.isLocalRoot()).isTrue();
  }

  @Test
  void withinPutsBackWhatWasCurrentEvenAfterAnException() {
    Span span = tracer.start("job");
    try {
      Tracer.within(
          span,
          () -> {
            assertThat(Span.current()).isSameAs(span);
            throw new IllegalStateException();
          });
    } catch (IllegalStateException expected) {
      assertThat(Span.current()).isNull();
    }
  }
}
