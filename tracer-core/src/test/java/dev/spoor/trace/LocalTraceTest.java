package dev.spoor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.diag.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When spans are written, how often, and with what decision. */
class LocalTraceTest {
  private static final long SECOND = 1_000_000_000L;

  private final RecordingSink sink = new RecordingSink();
  private final Tracer tracer = sink.tracer(4);

  @Test
  void aTraceIsWrittenWholeWhenItsLastSpanEnds() {
    Span root = tracer.start("root");
    Span child = tracer.start("child", root);
    child.finish();
    child.finish();
    assertThat(sink.chunks).isEmpty();
    root.finish();
    root.finish();

    assertThat(sink.operations()).containsExactly("root", "child");
    assertThat(root.trace().root()).as("let go").isNull();
    assertThat(child.olderFinished()).isNull();
    assertThat(root.olderFinished()).as("a written span holds no neighbours").isNull();
  }

  @Test
  void spansAfterTheRootAreChunksOfTheirOwn() {
    Span root = tracer.start("root");
    Span slow = tracer.start("slow", root);
    root.finish();
    assertThat(sink.chunks).isEmpty();
    slow.finish();
    Span late = tracer.start("late", root);
    late.finish();

    assertThat(sink.chunks).hasSize(2);
    assertThat(sink.operations()).containsExactly("slow", "root", "late");
  }

  @Test
  void aPartIsWrittenWhenEnoughSpansWait() {
    long before = Counters.value("span.flushed.partial");
    Span root = tracer.start("root");
    for (int i = 0; i < 9; i++) {
      tracer.start("step" + i, root).finish();
    }
    assertThat(sink.chunks).hasSize(2).allMatch(chunk -> chunk.size() == 4);
    root.finish();
    assertThat(sink.chunks).hasSize(3);
    assertThat(sink.spans()).hasSize(10).doesNotHaveDuplicates();
    assertThat(Counters.value("span.flushed.partial") - before).isEqualTo(8);
  }

  @Test
  void withoutThatBoundOnlyAgeWritesAPart() {
    Tracer patient = sink.tracer(0);
    Span root = patient.start("root");
    for (int i = 0; i < 5_000; i++) {
      patient.start("step", root).finish();
    }
    assertThat(sink.chunks).isEmpty();
    patient.housekeep(System.nanoTime() + 11 * SECOND);
    assertThat(sink.chunks).hasSize(1);
    assertThat(sink.spans()).hasSize(5_000);
  }

  @Test
  void finishedChildrenOfAnOpenRootWaitTenSeconds() {
    Span root = tracer.start("root");
    tracer.start("child", root).finish();
    assertThat(sink.waits).hasValue(1);
    long now = System.nanoTime();

    tracer.housekeep(now + 9 * SECOND);
    assertThat(sink.chunks).isEmpty();
    tracer.housekeep(now + 10 * SECOND);
    assertThat(sink.operations()).containsExactly("child");
    assertThat(tracer.watchedTraces().size()).as("nothing waits, nothing to watch").isZero();

    tracer.start("second", root).finish();
    tracer.housekeep(System.nanoTime() + 10 * SECOND);
    assertThat(sink.operations()).containsExactly("child", "second");
    root.finish();
    assertThat(sink.spans()).hasSize(3);
  }

  @Test
  void aFinishedRootWaitsHalfASecondForStragglers() {
    Span root = tracer.start("root");
    Span straggler = tracer.start("straggler", root);
    root.finish();
    long now = System.nanoTime();

    tracer.housekeep(now + SECOND / 4);
    assertThat(sink.chunks).isEmpty();
    tracer.housekeep(now + SECOND);
    assertThat(sink.operations()).containsExactly("root");
    straggler.finish();
    assertThat(sink.operations()).containsExactly("root", "straggler");
  }

  @Test
  void theEndWritesWhatIsFinishedWhateverItsAge() {
    Span root = tracer.start("root");
    tracer.start("child", root).finish();
    tracer.writeUnsent();

    assertThat(sink.operations()).containsExactly("child");
  }

  @Test
  void completeTracesLeaveTheWatchList() {
    for (int i = 0; i < 100; i++) {
      Span root = tracer.start("root");
      tracer.start("child", root).finish();
      root.finish();
    }
    assertThat(tracer.watchedTraces().size()).isEqualTo(100);
    tracer.housekeep(System.nanoTime());
    assertThat(tracer.watchedTraces().size()).isZero();
  }

  @Test
  void theWatchListStaysBoundedWhenNobodySweeps() {
    for (int i = 0; i < 3 * WatchedTraces.MAX_WAITING; i++) {
      Span root = tracer.start("root");
      tracer.start("child", root).finish();
      root.finish();
    }
    assertThat(tracer.watchedTraces().size()).isLessThan(WatchedTraces.MAX_WAITING);
  }

  @Test
  void samplingIsDecidedOnceAndBeforeIdsLeave() {
    List<String> asked = new ArrayList<>();
    Tracer counting =
        new Tracer(
            "shop",
            (trace, root) -> {
              asked.add(root.resource());
              trace.decide(Priority.SAMPLER_DROP, Priority.BY_AGENT_RATE, "_dd.agent_psr", 0.25);
            },
            sink,
            100,
            true,
            true);
    Span root = counting.start("root");
    root.setResource("GET /", ResourceRank.URL_PATH);
    assertThat(root.trace().priority()).isEqualTo(Priority.UNSET);
    assertThat(root.trace().ensureDecided()).isEqualTo(Priority.SAMPLER_DROP);
    root.setResource("GET /late", ResourceRank.ROUTE);
    root.finish();

    assertThat(asked).containsExactly("GET /");
    assertThat(root.trace().rateTag()).isEqualTo("_dd.agent_psr");
    assertThat(root.trace().rate()).isEqualTo(0.25);
    assertThat(root.trace().decisionMaker()).as("only what is kept names its maker").isNull();
  }

  @Test
  void theFirstDecisionStaysUnlessAHandOverrulesIt() {
    LocalTrace trace = tracer.start("root").trace();
    trace.decide(Priority.SAMPLER_KEEP, Priority.BY_LOCAL_RULE, "_dd.rule_psr", 0.5);
    trace.decide(Priority.SAMPLER_DROP, Priority.BY_AGENT_RATE, "_dd.agent_psr", 0.1);
    assertThat(trace.priority()).isEqualTo(Priority.SAMPLER_KEEP);
    assertThat(trace.decisionMaker()).isEqualTo("-3");
    assertThat(trace.rate()).isEqualTo(0.5);

    trace.decideByHand(false);
    assertThat(trace.ensureDecided()).isEqualTo(Priority.USER_DROP);
    assertThat(trace.decisionMaker()).isNull();
    trace.decideByHand(true);
    assertThat(trace.decisionMaker()).isEqualTo("-4");
  }

  @Test
  void aDiscardedTraceIsNeverWritten() {
    Span root = tracer.start("health");
    root.trace().discard();
    for (int i = 0; i < 10; i++) {
      tracer.start("child", root).finish();
    }
    tracer.writeUnsent();
    root.finish();

    assertThat(sink.chunks).isEmpty();
  }

  @Test
  void totalsCountDatabaseAndCacheCallsAlsoAfterAPartialFlush() {
    Span root = tracer.start("root");
    assertThat(root.trace().totals()).isEqualTo(CallTotals.NONE);
    for (int i = 0; i < 5; i++) {
      finished(root, Tags.TYPE_SQL, 10);
    }
    finished(root, Tags.TYPE_REDIS, 7);
    finished(root, "web", 1_000);
    finished(root, null, 1_000);

    assertThat(sink.chunks).as("two parts are written already").hasSize(2);
    assertThat(root.trace().totals()).isEqualTo(new CallTotals(5, 50, 1, 7, 0, 0));
    finished(root, Tags.TYPE_REDIS, 3);
    assertThat(root.trace().totals()).isEqualTo(new CallTotals(5, 50, 2, 10, 0, 0));
  }

  private void finished(Span parent, String type, long nanos) {
    Span span = tracer.startAt("call", parent, 1_000);
    span.setType(type);
    span.finishAt(1_000 + nanos);
  }
}
