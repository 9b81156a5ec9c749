package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceRulesTests {
  private static final int MAX_LINES = 300;

  @Test
  void filesWhenCountedThenAtMostThreeHundredLines() throws IOException {
    for (Path file : sources(Path.of("src"))) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
    }
  }

  @Test
  void packagesWhenListedThenEachSaysWhatItIsFor() throws IOException {
    for (Path file : sources(Path.of("src/main/java"))) {
      Path info = file.resolveSibling("package-info.java");
      assertThat(info).isRegularFile();
      assertThat(info).content().contains("@NullMarked").startsWith("/**");
    }
  }

  @Test
  void testsWhenReadThenNeverSleep() throws IOException {
    String sleep = "Thread." + "sleep";
    for (Path file : sources(Path.of("src/test/java"))) {
      assertThat(file).content().doesNotContain(sleep);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
