package io.slsemu.emulator;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape that design decisions gave this module, held by the build. */
class ArchitectureTests {
  private static final String ROOT = "io.slsemu.emulator";
  private static final Path SOURCES = Path.of("src/main/java");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packagesWhenDrawnThenHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesWhenDrawnThenLieInTheirLayers() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("words")
        .definedBy(ROOT + ".function..", ROOT + ".report..")
        .layer("sandbox")
        .definedBy(ROOT + ".sandbox")
        .layer("cgroup")
        .definedBy(ROOT + ".sandbox.cgroup..")
        .layer("host")
        .definedBy(ROOT + ".sandbox.host..")
        .layer("kinds")
        .definedBy(ROOT + ".sandbox.process..", ROOT + ".sandbox.docker..")
        .layer("store")
        .definedBy(ROOT + ".store..")
        .layer("concurrency")
        .definedBy(ROOT + ".concurrency..")
        .layer("environment")
        .definedBy(ROOT + ".environment..")
        .layer("placement")
        .definedBy(ROOT + ".placement..")
        .layer("invoke")
        .definedBy(ROOT + ".invoke..")
        .layer("http")
        .definedBy(ROOT + ".http..")
        .layer("catalog")
        .definedBy(ROOT + ".code..", ROOT + ".catalog..")
        .optionalLayer("async")
        .definedBy(ROOT + ".async..")
        .layer("trigger")
        .definedBy(ROOT + ".trigger..")
        .layer("serviceapi")
        .definedBy(ROOT + ".serviceapi..")
        .layer("front door")
        .definedBy(ROOT)
        .whereLayer("front door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("serviceapi")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("trigger")
        .mayOnlyBeAccessedByLayers("serviceapi", "front door")
        .whereLayer("async")
        .mayOnlyBeAccessedByLayers("serviceapi", "front door")
        .whereLayer("catalog")
        .mayOnlyBeAccessedByLayers("async", "trigger", "serviceapi", "front door")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("trigger", "serviceapi")
        .whereLayer("invoke")
        .mayOnlyBeAccessedByLayers(
            "http", "catalog", "async", "trigger", "serviceapi", "front door")
        .whereLayer("placement")
        .mayOnlyBeAccessedByLayers(
            "invoke", "catalog", "async", "trigger", "serviceapi", "front door")
        .whereLayer("environment")
        .mayOnlyBeAccessedByLayers(
            "placement", "invoke", "catalog", "async", "trigger", "serviceapi", "front door")
        .whereLayer("concurrency")
        .mayOnlyBeAccessedByLayers(
            "placement", "invoke", "catalog", "async", "trigger", "serviceapi", "front door")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("catalog", "async", "serviceapi", "front door")
        .whereLayer("kinds")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("host")
        .mayOnlyBeAccessedByLayers("kinds", "front door")
        .whereLayer("cgroup")
        .mayOnlyBeAccessedByLayers("kinds")
        .check(CLASSES);
  }

  @Test
  void classesWhenNamedThenSayWhatTheyAre() {
    ArchRuleDefinition.noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("such a name hides that the code belongs to another type")
        .check(CLASSES);
  }

  @Test
  void filesWhenCountedThenAreShort() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> long300 =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > 300)
              .toList();

      assertThat(long300).isEmpty();
    }
  }

  @Test
  void packagesWhenListedThenEachSaysWhatItIsFor() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("io/slsemu"))) {
      List<Path> silent =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();

      assertThat(silent).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
