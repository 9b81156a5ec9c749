package io.slsemu.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.slsemu.cli");

  @Test
  void packagesWhenImportingThenOnlyLowerLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("cli")
        .definedBy("io.slsemu.cli")
        .layer("command")
        .definedBy("io.slsemu.cli.command")
        .layer("output")
        .definedBy("io.slsemu.cli.output")
        .layer("daemon")
        .definedBy("io.slsemu.cli.daemon")
        .layer("project")
        .definedBy("io.slsemu.cli.project")
        .layer("input")
        .definedBy("io.slsemu.cli.input")
        .layer("exit")
        .definedBy("io.slsemu.cli.exit")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("command")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("output")
        .mayOnlyBeAccessedByLayers("command", "cli")
        .whereLayer("daemon")
        .mayOnlyBeAccessedByLayers("command", "cli")
        .whereLayer("project")
        .mayOnlyBeAccessedByLayers("daemon", "command", "cli")
        .whereLayer("input")
        .mayOnlyBeAccessedByLayers("project", "output", "daemon", "command", "cli")
        .check(CLASSES);
  }

  @Test
  void packagesWhenImportingThenNoCycles() {
    slices().matching("io.slsemu.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void classesWhenNamedThenNoDrawers() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("a name says what a thing is")
        .check(CLASSES);
  }

  @Test
  void emulatorWhenUsedThenThroughItsFrontDoor() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.slsemu.emulator.serviceapi..",
            "io.slsemu.emulator.sandbox.process..",
            "io.slsemu.emulator.sandbox.cgroup..",
            "io.slsemu.runtimeapi..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(ExecutionEnvironment|EnvironmentPool|Placement|Invoker)")
        .because("outcomes and preferences are values; what acts on them is the emulator's own")
        .check(CLASSES);
  }

  @Test
  void mainWhenLookedForThenOnlyItTouchesTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.slsemu.cli.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
    classes()
        .that()
        .haveSimpleNameEndingWith("Command")
        .and()
        .areNotInterfaces()
        .should()
        .resideInAPackage("io.slsemu.cli.command")
        .check(CLASSES);
  }
}
