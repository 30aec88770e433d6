package dev.spoor.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.trace.Span;
import dev.spoor.trace.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnqueuedJobsTest {
  private final EnqueuedJobs jobs = new EnqueuedJobs();
  private Tracer tracer;
  private Span current;

  @BeforeEach
  void install() {
    tracer = Tracers.keeping();
    Tracer.install(tracer);
    current = tracer.start("request");
    current.attach();
  }

  @AfterEach
  void remove() {
    current.detach();
    Tracer.install(null);
  }

  @Test
  void aJobKnowsWhoAskedForItUntilItIsDone() {
    assertThat(jobs.find("mail 1")).isNull();
    jobs.remember("mail 1");
    assertThat(jobs.find("mail 1")).isEqualTo(JobSpans.currentParent());
    assertThat(jobs.find("mail 2")).isNull();
    jobs.done("mail 2");
    assertThat(jobs.find("mail 1")).isNotNull();
    jobs.done("mail 1");
    assertThat(jobs.find("mail 1")).isNull();
  }

  @Test
  void whoeverAskedInVainIsForgottenAndTheFirstIsNot() {
    jobs.remember("mail 1");
    String first = jobs.find("mail 1");
    Span other = tracer.start("other", null);
    other.attach();
    Object inVain = jobs.remember("mail 1");
    assertThat(jobs.find("mail 1")).isNotEqualTo(first);
    jobs.takeBack(inVain);
    other.detach();
    assertThat(jobs.find("mail 1")).isEqualTo(first);
    jobs.takeBack(jobs.remember("mail 2"));
    assertThat(jobs.find("mail 2")).isNull();
  }

  @Test
  void nobodyIsRememberedWhenNothingIsTraced() {
    current.detach();
    assertThat(jobs.remember("mail 1")).isNull();
    jobs.takeBack(null);
    assertThat(jobs.find("mail 1")).isNull();
    current.attach();
  }

  @Test
  void thereIsABound() {
    int many = EnqueuedJobs.PLACES * 2;
    for (int i = 0; i < many; i++) {
      jobs.remember("mail " + i);
    }
    int known = 0;
    for (int i = 0; i < many; i++) {
      known += jobs.find("mail " + i) == null ? 0 : 1;
    }
    assertThat(known).isBetween(EnqueuedJobs.PLACES / 2, EnqueuedJobs.PLACES);
    assertThat(jobs.find("mail " + (many - 1))).isNotNull();
  }
}
