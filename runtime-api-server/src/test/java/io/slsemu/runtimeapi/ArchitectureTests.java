package io.slsemu.runtimeapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

  private static final String ROOT = "io.slsemu.runtimeapi";
  private static final int MAX_LINES = 300;

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packagesWhenLookedAtThenHaveNoCycles() {
    slices().matching("(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packagesWhenLookedAtThenDependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy(ROOT)
        .layer("http")
        .definedBy(ROOT + ".http")
        .layer("session")
        .definedBy(ROOT + ".session")
        .layer("telemetry")
        .definedBy(ROOT + ".telemetry")
        .layer("state")
        .definedBy(ROOT + ".state")
        .layer("model")
        .definedBy(ROOT + ".model")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("http", "root")
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("session", "http", "root")
        .whereLayer("state")
        .mayOnlyBeAccessedByLayers("session", "http")
        .check(classes);
  }

  @Test
  void namesWhenLookedAtThenSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .because("such a name says nothing of what the class is for")
        .check(classes);
  }

  @Test
  void threadsWhenLookedAtThenAreNotMadeHere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\.Executors")
        .because("the worker is the caller's, and so are all threads")
        .check(classes);
  }

  @Test
  void locksWhenLookedAtThenOnlyTheSessionHasOne() {
    noMethods()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED)
        .check(classes);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks")
        .check(classes);
  }

  @Test
  void sourcesWhenLookedAtThenAreShort() throws IOException {
    for (Path file : sources("src/main/java", "src/test/java")) {
      assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MAX_LINES);
    }
  }

  @Test
  void packagesWhenLookedAtThenSayWhatTheyAreFor() throws IOException {
    for (Path file : sources("src/main/java")) {
      assertThat(file.resolveSibling("package-info.java")).content().contains("@NullMarked");
    }
  }

  private static List<Path> sources(String... roots) throws IOException {
    Stream<Path> all = Stream.empty();
    for (String root : roots) {
      all = Stream.concat(all, Files.walk(Path.of(root)));
    }
    try (Stream<Path> files = all) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
