package dev.spoor.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.NATIVE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who may know whom in the agent. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.spoor.agent");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.spoor.agent.(**)").should().beFreeOfCycles());
  }

  @Test
  void librariesDoNotKnowEachOther() {
    check(slices().matching("dev.spoor.agent.lib.(*)..").should().notDependOnEachOther());
  }

  @Test
  void libraryPackagesKnowSpansAndKindsButNotWhatCarriesThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.spoor.agent.lib..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.spoor.wire..",
                "dev.spoor.transport..",
                "dev.spoor.config..",
                "dev.spoor.sampling..",
                "dev.spoor.agent.weave..",
                "dev.spoor.agent.linker.."));
  }

  @Test
  void theEngineKnowsNoLibrary() {
    check(
        noClasses()
            .that(
                resideInAPackage("dev.spoor.agent.weave..")
                    .or(resideInAPackage("dev.spoor.agent.plugin..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.spoor.agent.lib.."));
  }

  @Test
  void threadLocalsLiveInTheContext() {
    check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
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

  @Test
  void premainWakesNoHeavyParts() {
    check(
        noClasses()
            .that()
            // Advice that is linked inside a logging call.
            .doNotHaveFullyQualifiedName("dev.spoor.agent.lib.jul.MarkSpan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.logging..",
                "javax.management..",
                "java.lang.management..",
                "java.nio.file..",
                "java.beans..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom"));
    // The advice of the HTTP clients' own plugin runs when the application uses one.
    check(
        noClasses()
            .that(resideOutsideOfPackage("dev.spoor.agent.lib.httpclient.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http.."));
  }

  @Test
  void onlyTheLibraryPackageOfItKnowsOpenTelemetry() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.spoor.agent.lib..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.."));
  }
}
