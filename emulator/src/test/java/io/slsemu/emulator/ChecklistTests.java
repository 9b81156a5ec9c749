package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each line of the project's conformance checklist (runtime-api.md, section 8) is shown by a test
 * whose display name begins with its number: {@code 8.2/26: …}, or {@code 8.2/22, 8.2/42: …}.
 */
class ChecklistTests {
  /** The first line of each section, 8.1 to 8.8, and what follows the last. */
  private static final int[] FIRST = {1, 21, 50, 65, 78, 85, 90, 95, 105};

  /** Lines for which there is nothing to test, and why. */
  private static final Map<String, String> NOT_APPLICABLE =
      Map.of(
          "8.1/10",
          "images older than the Runtime API: the service runs none of them any more",
          "8.5/83",
          "the Runtime Interface Emulator's own metric: no log line, event or answer shows it",
          "8.6/88",
          "the file /var/runtime/runtime-release: managed runtimes' images only");

  private static final Pattern NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)");
  private static final Pattern NUMBERS = Pattern.compile("(8\\.\\d/\\d+(, 8\\.\\d/\\d+)*): .*");
  private static final Pattern OLD_NUMBER = Pattern.compile("\\d+(, |: ).*");

  @Test
  void linesWhenTheyApplyThenEachHasATest() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String name : displayNames()) {
      Matcher numbers = NUMBERS.matcher(name);
      if (numbers.matches()) {
        shown.addAll(List.of(numbers.group(1).split(", ")));
      }
    }

    assertThat(lines())
        .filteredOn(line -> !NOT_APPLICABLE.containsKey(line))
        .as("lines of the checklist without a test")
        .allMatch(shown::contains);
    assertThat(shown).as("numbers that are lines of the checklist").isSubsetOf(lines());
    assertThat(NOT_APPLICABLE.keySet())
        .as("lines that do apply after all")
        .doesNotContainAnyElementsOf(shown)
        .isSubsetOf(lines());
  }

  @Test
  void namesWhenTheyBeginWithANumberThenItHasItsSection() throws IOException {
    assertThat(displayNames())
        .noneMatch(name -> OLD_NUMBER.matcher(name).matches())
        .filteredOn(name -> name.startsWith("8."))
        .allMatch(name -> NUMBERS.matcher(name).matches());
  }

  private static Set<String> lines() {
    return IntStream.range(0, FIRST.length - 1)
        .boxed()
        .flatMap(
            section ->
                IntStream.range(FIRST[section], FIRST[section + 1])
                    .mapToObj(line -> "8." + (section + 1) + "/" + line))
        .collect(Collectors.toSet());
  }

  private static List<String> displayNames() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(ChecklistTests::sources)
          .flatMap(source -> NAME.matcher(source).results().map(name -> name.group(1)))
          .toList();
    }
  }

  private static Stream<String> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ChecklistTests::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
