package io.slsemu.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs go; fails without it where SLS_EMU_REQUIRE names it, else is skipped. */
class GoBuildTests {
  private static final String MAIN = "package main\n\nfunc main() { println(\"%s\") }\n";

  @TempDir private Path directory;
  private final SilentProgress progress = new SilentProgress();
  private Path source;
  private CodeReader reader;

  @BeforeEach
  void module() throws IOException {
    String path = System.getenv("PATH");
    boolean hasGo =
        Arrays.stream(path.split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, "go")));
    String required = System.getenv().getOrDefault("SLS_EMU_REQUIRE", "");
    if (!Arrays.asList(required.split(",")).contains("go")) {
      assumeThat(hasGo).as("skipped: go is not on the PATH").isTrue();
    }
    source = Files.createDirectory(directory.resolve("hello"));
    Files.writeString(source.resolve("go.mod"), "module hello\n\ngo 1.21\n");
    Files.writeString(source.resolve("main.go"), MAIN.formatted("one"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    reader = new CodeReader(environment, new Interruption(), progress);
  }

  @Test
  void readWhenGoPackageThenBuiltOncePerContent() throws IOException {
    Path first = reader.read(source, "hello").taskRoot();
    Path again = reader.read(source, "hello").taskRoot();
    Files.writeString(source.resolve("main.go"), MAIN.formatted("two"));
    Path changed = reader.read(source, "hello").taskRoot();
    Files.writeString(source.resolve("main.go"), MAIN.formatted("one"));
    Path back = reader.read(source, "hello").taskRoot();

    assertThat(first.resolve("bootstrap")).isExecutable();
    assertThat(again).isEqualTo(first);
    assertThat(changed).isNotEqualTo(first);
    assertThat(back).isEqualTo(first);
    assertThat(progress.builds).isEqualTo(2);
  }

  @Test
  void readWhenItDoesNotCompileThenTwelveWithGosWords() throws IOException {
    Files.writeString(source.resolve("main.go"), "package main\n\nfunc main() { nothing() }\n");

    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> reader.read(source, "hello"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.BUILD_FAILED);
    assertThat(progress.said).contains("main.go:3:15: undefined: nothing");
    try (var entries = Files.list(directory.resolve("cache/sls-emu/code"))) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void readWhenModuleIsReplacedByANeighbourThenBuiltEachTime() throws IOException {
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve("lib/go.mod"), "module lib\n\ngo 1.21\n");
    Path library = directory.resolve("lib/lib.go");
    Files.writeString(library, "package lib\n\nconst Word = \"one\"\n");
    Files.writeString(
        source.resolve("go.mod"),
        "module hello\n\ngo 1.21\n\nrequire lib v0.0.0\n\nreplace lib => ../lib\n");
    Files.writeString(
        source.resolve("main.go"),
        "package main\n\nimport \"lib\"\n\nfunc main() { println(lib.Word) }\n");

    Path first = reader.read(source, "hello").taskRoot();
    Files.writeString(library, "package lib\n\nconst Word = \"two\"\n");
    Path second = reader.read(source, "hello").taskRoot();

    assertThat(second).isNotEqualTo(first);
    assertThat(progress.builds).isEqualTo(2);
  }
}
