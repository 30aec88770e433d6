package dev.spoor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.FakeStatsd;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.testing.SpanAssert;
import dev.spoor.wire.DecodedSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every library's jobs have in common, and what each has of its own, for the newest version of
 * each; {@link OldJobsIT} does the same with the oldest. One program runs them all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsIT {
  private FakeAgent agent;
  private FakeStatsd statsd;
  private List<DecodedSpan> spans;
  private List<String> lines;

  ScenarioApp libraries(ScenarioApp app) throws IOException {
    return app.withOwn(
            "quartz-", "jobrunr-", "asm-", "gson-", "db-scheduler-", "spring-", "micrometer-")
        .withOwn("slf4j-api-", "h2-", "commons-logging", "jspecify");
  }

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    agent = FakeAgent.start();
    statsd = FakeStatsd.start();
    String classPath =
        libraries(new ScenarioApp(directory))
            .sources("jobs/Stand", "jobs/JobsMain", "jobs/QuartzCases", "jobs/JobRunrCases")
            .sources("jobs/DbSchedulerCases", "jobs/SpringCases")
            .withJobLog()
            .build();
    try (ForkedJvm app =
        ForkedJvm.ofMain("dev.spoor.agent.scenario.jobs.JobsMain")
            .classPath(classPath)
            .agent(AgentJar.real().toFile())
            .sendingTo(agent)
            .environment("DD_SERVICE", "shop")
            .environment("DD_DOGSTATSD_PORT", Integer.toString(statsd.port()))
            .start()) {
      assertThat(app.awaitExit()).as(app.describe("exit")).isZero();
      assertThat(app.out()).contains("done");
      lines = app.out().stream().filter(line -> line.startsWith("job ")).toList();
      assertThat(app.err()).allMatch(line -> line.startsWith("SLF4J"));
    }
    spans = agent.spans();
  }

  @AfterAll
  void stop() {
    agent.close();
    statsd.close();
  }

  /** The root of the one run of a job. */
  private DecodedSpan job(String component, String resource) {
    List<DecodedSpan> found =
        spans.stream()
            .filter(span -> span.name().equals("scheduled.call"))
            .filter(span -> component.equals(span.tag("component")))
            .filter(span -> span.resource().endsWith(resource))
            .toList();
    assertThat(found).as("%s %s among %s", component, resource, spans).hasSize(1);
    return found.get(0);
  }

  private DecodedSpan request(String path) {
    return spans.stream()
        .filter(span -> span.name().equals("servlet.request"))
        .filter(span -> String.valueOf(span.tag("http.url")).endsWith(path))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "quartz, QuartzCases$Good, QuartzCases$Bad",
    "jobrunr, JobRunrCases.good, JobRunrCases.bad",
    "db-scheduler, good, bad",
    "spring-scheduling, Shop.good, Shop.bad"
  })
  void everyRunIsATraceOfItsOwnWithItsWorkAndItsError(String library, String good, String bad) {
    DecodedSpan done = job(library, good);
    SpanAssert.assertThat(done).hasService("shop").hasType("").isRoot().isTopLevel().hasNoError();
    SpanAssert.assertThat(done).hasNoTag("span.kind");
    assertThat(spans)
        .anySatisfy(
            span ->
                SpanAssert.assertThat(span).hasName("http.request").isChildOf(done).isWithin(done));
    SpanAssert.assertThat(job(library, bad))
        .isRoot()
        .hasError("java.lang.IllegalStateException")
        .hasTag("error.message", "no bad")
        .hasTag("error.stack");
  }

  @ParameterizedTest
  @CsvSource({
    "quartz, QuartzCases$Good, /quartz",
    "quartz, QuartzCases$Bad, /quartz",
    "quartz, QuartzCases$Triggered, /quartz",
    "jobrunr, JobRunrCases.good, /jobrunr",
    "jobrunr, JobRunrCases.bad, /jobrunr",
    "db-scheduler, good, /db-scheduler",
    "db-scheduler, bad, /db-scheduler"
  })
  void aRunIsLinkedToTheRequestThatAskedForIt(String library, String job, String path) {
    DecodedSpan request = request(path);
    assertThat(job(library, job).tag("_dd.span_links"))
        .contains("\"span_id\":\"" + "%016x".formatted(request.spanId()) + "\"")
        .contains("%016x\"".formatted(request.traceId()))
        .contains("\"reason\":\"enqueued_by\"")
        .doesNotContain("},{");
  }

  @ParameterizedTest
  @CsvSource({
    "quartz, QuartzCases$Repeated",
    "quartz, QuartzCases$Alone",
    "jobrunr, JobRunrCases.alone",
    "db-scheduler, alone",
    "spring-scheduling, Shop.good"
  })
  void aRunThatNoRequestAskedForHasNoLink(String library, String job) {
    SpanAssert.assertThat(job(library, job)).hasNoTag("_dd.span_links");
  }

  @Test
  void dataThatKnowWhoAskedAreBelieved() {
    assertThat(job("db-scheduler", "carried").tag("_dd.span_links"))
        .contains("0102030405060708090a0b0c0d0e0f10", "1112131415161718");
  }

  @ParameterizedTest
  @CsvSource({
    "Good, Bad, shop",
    "JobRunrCases.good, JobRunrCases.bad, default",
    "good, bad, default",
    "Shop.good, Shop.bad, default"
  })
  void runsAreCountedAndTimed(String good, String bad, String queue) {
    String succeeded = "worker:" + good + ",queue:" + queue;
    String failed = "worker:" + bad + ",queue:" + queue;
    assertThat(statsd.lines())
        .anyMatch(line -> line.startsWith("jobs.count:1|c|#") && line.contains(succeeded))
        .anyMatch(line -> line.startsWith("jobs.success:1|c|#") && line.contains(succeeded))
        .anyMatch(
            line -> line.matches("jobs\\.perform:[0-9.]+\\|ms\\|#.*") && line.contains(succeeded))
        .anyMatch(line -> line.startsWith("jobs.count:1|c|#") && line.contains(failed))
        .anyMatch(
            line ->
                line.startsWith("jobs.failure:1|c|#")
                    && line.contains(failed + ",error_type:java.lang.IllegalStateException"))
        .noneMatch(line -> line.startsWith("jobs.success") && line.contains(failed))
        .noneMatch(line -> line.startsWith("jobs.perform") && line.contains(failed));
  }

  @Test
  void gaugesTellHowBusyWorkersAreAndHowLongJobsWait() {
    assertThat(statsd.lines())
        .anyMatch(line -> line.startsWith("jobs.busy:1|g"))
        .anyMatch(line -> line.matches("jobs\\.queue\\.latency:[0-9.]+\\|g\\|#.*queue:shop.*"))
        .anyMatch(line -> line.matches("jobs\\.queue\\.size:[1-4]\\|g\\|#.*queue:default.*"));
    assertThat(statsd.lines().stream().filter(line -> line.startsWith("jobs.busy:")).toList())
        .last()
        .asString()
        .startsWith("jobs.busy:0|g");
  }

  @ParameterizedTest
  @CsvSource({
    "quartz, QuartzCases$Good, controller=Good, action=execute, queue_name=shop, attempt=1",
    "jobrunr, JobRunrCases.good, controller=JobRunrCases, action=good, queue=, job_id=",
    "db-scheduler, good, controller=good, queue_name=default, attempt=1, queue=",
    "spring-scheduling, Shop.good, controller=Shop, action=good, queue_name=default, duration="
  })
  void everyRunHasItsLine(String library, String job, String a, String b, String c, String d) {
    DecodedSpan run = job(library, job);
    String id = "span_id:" + Long.toUnsignedString(run.spanId());
    assertThat(lines.stream().filter(line -> line.contains(id)))
        .singleElement()
        .asString()
        .contains(" " + a, " " + b, " " + c, " " + d, " scheduler=" + library, " status=200");
  }

  @ParameterizedTest
  @CsvSource({
    "quartz, QuartzCases$Bad",
    "jobrunr, JobRunrCases.bad",
    "db-scheduler, bad",
    "spring-scheduling, Shop.bad"
  })
  void theLineOfARunThatFailedSaysWhy(String library, String job) {
    String id = "span_id:" + Long.toUnsignedString(job(library, job).spanId());
    assertThat(lines.stream().filter(line -> line.contains(id)))
        .singleElement()
        .asString()
        .contains(" status=500", " error=java.lang.IllegalStateException: no bad");
  }

  @Test
  void quartzTagsItsJobAndTrigger() {
    SpanAssert.assertThat(job("quartz", "QuartzCases$Good"))
        .hasResource("class dev.spoor.agent.scenario.jobs.QuartzCases$Good")
        .hasTag("quartz.job.name", "good")
        .hasTag("quartz.job.group", "shop")
        .hasTag("quartz.trigger.name", "good")
        .hasTag("quartz.trigger.group", "shop");
  }

  @Test
  void whatASchedulerWritesAboutTheEndOfARunIsInItsTrace() {
    DecodedSpan run = job("db-scheduler", "good");
    SpanAssert.assertThat(run).hasTag("db-scheduler.task.name", "good");
    assertThat(spans)
        .anySatisfy(
            span -> {
              SpanAssert.assertThat(span).hasName("h2.query").isChildOf(run).isWithin(run);
              assertThat(span.resource()).startsWith("delete from scheduled_tasks");
            });
  }

  /** Before Spring 6.2 there is no place where such tasks could be told from an executor's. */
  boolean seesOtherTasks() {
    return true;
  }

  @Test
  void otherTasksOfARegistrarAreSeen() {
    assertThat(spans.stream().filter(span -> span.resource().equals("Plain.run")))
        .hasSize(seesOtherTasks() ? 1 : 0);
  }

  @Test
  void nothingThatAJobIsGivenLeavesTheProcess() {
    agent.assertNoViolations();
    agent
        .requests("/v0.4/traces")
        .forEach(
            request ->
                assertThat(new String(request.body(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("4711"));
    assertThat(statsd.lines()).noneMatch(line -> line.contains("4711"));
  }
}
