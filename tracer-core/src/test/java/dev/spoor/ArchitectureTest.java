package dev.spoor;

import static com.tngtech.archunit.core.domain.JavaModifier.NATIVE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who may know whom, and what nobody may use. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.spoor");

  private static final String[] SPAN_PATH = {
    "dev.spoor.trace..",
    "dev.spoor.context..",
    "dev.spoor.kind..",
    "dev.spoor.propagation..",
    "dev.spoor.sampling..",
    "dev.spoor.otel..",
    "dev.spoor.wire..",
    "dev.spoor.stats.."
  };

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.spoor.(**)").should().beFreeOfCycles());
  }

  @Test
  void spansKnowNothingButTheContextAndTheCounters() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.spoor.trace..")
            .should()
            .dependOnClassesThat(
                Predicates.resideInAPackage("dev.spoor..")
                    .and(
                        Predicates.resideOutsideOfPackages(
                            "dev.spoor.trace..", "dev.spoor.context..", "dev.spoor.diag.."))));
  }

  @Test
  void theContextKnowsNoSpans() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.spoor.context..", "dev.spoor.diag..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.spoor.trace..",
                "dev.spoor.kind..",
                "dev.spoor.wire..",
                "dev.spoor.transport..",
                "dev.spoor.config.."));
  }

  @Test
  void theWireAndTheTransportKnowNeitherKindsNorAgent() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.spoor.wire..", "dev.spoor.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.spoor.agent..", "dev.spoor.kind..", "dev.spoor.propagation.."));
  }

  @Test
  void metricsAreSentWithoutKnowingSpans() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.spoor.statsd..", "dev.spoor.host..")
            .should()
            .dependOnClassesThat(
                Predicates.resideInAPackage("dev.spoor..")
                    .and(
                        Predicates.resideOutsideOfPackages(
                            "dev.spoor.statsd..",
                            "dev.spoor.host..",
                            "dev.spoor.config..",
                            "dev.spoor.diag.."))));
  }

  @Test
  void threadLocalsLiveInTheContext() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.spoor.context..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class));
  }

  @Test
  void nothingWaitsForAMonitorOnTheSpanPath() {
    check(
        methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(SPAN_PATH)
            .should()
            .notHaveModifier(SYNCHRONIZED));
  }

  @Test
  void nothingIsUnsafeOrNative() {
    check(noMethods().should().haveModifier(NATIVE));
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("sun..", "jdk.internal..", "com.sun.jna.."));
  }

  /** Of all other classes, only the entry point may name what it hands out. */
  @Test
  void onlyTheOpenTelemetryPackageKnowsOpenTelemetry() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.spoor.otel..")
            .and()
            .doNotHaveFullyQualifiedName("dev.spoor.Spoor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.."));
  }

  @Test
  void whatRunsBeforeMainWakesNoHeavyParts() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SPAN_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.logging..",
                "javax.management..",
                "java.lang.management..",
                "java.nio.file..",
                "java.sql..",
                "java.net.http..",
                "java.beans..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom"));
  }
}
