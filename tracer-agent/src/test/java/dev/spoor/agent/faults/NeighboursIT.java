package dev.spoor.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.agent.scenario.faults.Brief;
import dev.spoor.agent.scenario.faults.Shop;
import dev.spoor.testing.FakeAgent;
import dev.spoor.testing.ForkedJvm;
import dev.spoor.wire.DecodedSpan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other agents in the same JVM, and the platform around it. */
class NeighboursIT {
  @TempDir private Path directory;

  /** JaCoCo rewrites every class that it sees, ours too if it can. */
  private String coverage(String name) {
    File[] jars = Objects.requireNonNull(new File("target/scenario-libs/neighbours").listFiles());
    assertThat(jars).hasSize(1);
    return "-javaagent:" + jars[0].getAbsolutePath() + "=destfile=" + directory.resolve(name);
  }

  @Test
  void worksBeforeAndAfterACoverageAgent() {
    for (boolean first : new boolean[] {true, false}) {
      try (FakeAgent agent = FakeAgent.start()) {
        ForkedJvm.Builder builder = RunningShop.bare(Brief.class).sendingTo(agent);
        if (first) {
          builder.agent(RunningShop.AGENT).options(coverage("after"));
        } else {
          builder.options(coverage("before")).agent(RunningShop.AGENT);
        }
        try (ForkedJvm jvm = builder.arguments("return").start()) {
          RunningShop.assertEnds(jvm);
          assertThat(jvm.err()).isEmpty();
        }
        agent.awaitSpan(span -> span.name().equals("h2.query"));
        assertThat(agent.spans()).hasSize(1);
        agent.assertNoViolations();
      }
    }
    assertThat(directory.resolve("before")).isNotEmptyFile();
    assertThat(directory.resolve("after")).isNotEmptyFile();
  }

  @Test
  void givenTwiceItWorksOnce() {
    try (FakeAgent agent = FakeAgent.start();
        ForkedJvm jvm =
            RunningShop.program(Brief.class, agent)
                .agent(RunningShop.AGENT)
                .arguments("return")
                .start()) {
      RunningShop.assertEnds(jvm);
      agent.awaitSpans(1);
      assertThat(agent.spans()).hasSize(1);
      assertThat(jvm.err()).hasSize(1).first().asString().contains("installed already");
    }
  }

  @Test
  void takesItsNamesFromAHerokuDyno() {
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(
                RunningShop.shop(agent)
                    .options("-Xmx300m", "-Xss512k", "-XX:CICompilerCount=2")
                    .options("-XX:TieredStopAtLevel=4")
                    .environment("DD_TAGS", "dyno:web.1 dynotype:web buildpackversion:2")
                    .environment("DD_SERVICE", "")
                    .environment("DD_TRACE_REMOVE_INTEGRATION_SERVICE_NAMES_ENABLED", "true")
                    .environment("DD_VERSION", "")
                    .environment("HEROKU_APP_NAME", "my-shop")
                    .environment("HEROKU_SLUG_COMMIT", "2c3a0b24069af49b3de35b8e8c26765c1dba9ff0")
                    .environment("DYNO", "web.1"))) {
      shop.serve(1, "dyno");
      DecodedSpan span = agent.awaitSpan(each -> each.resource().contains("dyno"));

      assertThat(span.service()).isEqualTo("my-shop");
      assertThat(span.meta())
          .containsEntry("version", "2c3a0b24069af49b3de35b8e8c26765c1dba9ff0")
          .containsEntry("dyno", "web.1")
          .containsEntry("dynotype", "web")
          .containsEntry("buildpackversion", "2");
      assertThat(shop.end().err()).isEmpty();
      agent.assertNoViolations();
    }
  }

  @Test
  void offInAFileMeansNoThreadNoSocketAndNoWovenClass() throws Exception {
    Path off = Files.writeString(directory.resolve("off.properties"), "dd.trace.enabled=false\n");
    Path classes = directory.resolve("classes.txt");
    try (FakeAgent agent = FakeAgent.start();
        RunningShop shop =
            new RunningShop(
                RunningShop.shop(agent)
                    .options("-Xlog:class+load:file=" + classes)
                    .environment("DD_TRACE_CONFIG", off.toString()))) {
      shop.serve(10, "off");

      assertThat(shop.threads()).isEqualTo("threads");
      assertThat(shop.end().err()).isEmpty();
      assertThat(agent.connectionsAccepted()).isZero();
      // The transformer is not added before the class that woven code calls is there.
      assertThat(Files.readString(classes))
          .contains(Shop.class.getName())
          .doesNotContain("java.lang.SpoorLinker", "dev.spoor.trace.Tracer");
    }
  }
}
