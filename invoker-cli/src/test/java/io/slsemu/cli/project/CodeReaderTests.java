package io.slsemu.cli.project;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeReaderTests {
  private static final String SCRIPT = "#!/bin/sh\n";

  @TempDir private Path directory;
  private CodeReader reader;

  @BeforeEach
  void reader() {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString(), "PATH", "");
    reader = new CodeReader(environment, new Interruption(), new SilentProgress());
  }

  @Test
  void readWhenDirectoryThenItselfIsTheTaskRoot() throws IOException {
    Path function = Files.createDirectory(directory.resolve("fn"));
    executable(function.resolve("bootstrap"), SCRIPT);

    ReadyCode ready = reader.read(function, "fn");

    assertThat(ready.taskRoot()).isEqualTo(function.toRealPath());
    assertThat(ready.origin()).isEqualTo("directory");
  }

  @Test
  void readWhenProgramOfAnyNameThenStagedAloneAsBootstrap() throws IOException {
    Path program = executable(directory.resolve("handler"), SCRIPT);

    ReadyCode ready = reader.read(program, "handler");

    assertThat(ready.taskRoot().resolve("bootstrap")).hasContent(SCRIPT).isExecutable();
    assertThat(names(ready.taskRoot())).containsExactly("bootstrap");
  }

  @Test
  void readWhenZipByAnyNameThenUnpackedWithModesOnce() throws IOException {
    Path archive =
        new ZipBuilder()
            .add("lib/", 040755, "")
            .add("lib/data.txt", 0100640, "data")
            .add("bootstrap", 0100755, SCRIPT)
            .add("current", 0120777, "lib/data.txt")
            .into(directory.resolve("code.bin"));

    ReadyCode ready = reader.read(archive, "code.bin");

    Path root = ready.taskRoot();
    assertThat(root.resolve("bootstrap")).isExecutable();
    assertThat(mode(root.resolve("lib/data.txt"))).isEqualTo("rw-r-----");
    assertThat(mode(root.resolve("lib"))).isEqualTo("rwxr-xr-x");
    assertThat(Files.readSymbolicLink(root.resolve("current"))).hasToString("lib/data.txt");
    assertThat(reader.read(archive, "code.bin").taskRoot()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "../evil,leads out of the archive",
    "a/../../evil,leads out of the archive",
    "/etc/evil,has an absolute path",
    "C:/evil,has an absolute path",
    "C:evil,has an absolute path",
    "a\\..\\evil,has a name that is no path",
  })
  void readWhenEntryLeadsOutThenRefusedAndNothingLeft(String name, String why) throws IOException {
    Path archive =
        new ZipBuilder()
            .add("bootstrap", 0100755, SCRIPT)
            .add(name, 0100644, "evil")
            .into(directory.resolve("evil.zip"));

    CommandFailure failure = failure(archive);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(failure).hasMessageContaining(why);
    assertNothingLeft();
  }

  @ParameterizedTest
  @CsvSource({"/etc/passwd", "../../outside", "a/../../x"})
  void readWhenLinkLeadsOutThenRefused(String target) throws IOException {
    Path archive =
        new ZipBuilder()
            .add("bootstrap", 0100755, SCRIPT)
            .add("link", 0120777, target)
            .into(directory.resolve("evil.zip"));

    assertThat(failure(archive)).hasMessageContaining("outside the archive");
    assertNothingLeft();
  }

  @Test
  void readWhenChainOfLinksLeadsOutThenRefused() throws IOException {
    Path archive =
        new ZipBuilder()
            .add("bootstrap", 0100755, SCRIPT)
            .add("d/", 040755, "")
            .add("d/up", 0120777, "..")
            .add("out", 0120777, "d/up/../../..")
            .into(directory.resolve("evil.zip"));

    assertThat(failure(archive)).isNotNull();
    assertNothingLeft();
  }

  @Test
  void readWhenEntryIsWrittenThroughALinkThenRefused() throws IOException {
    Path archive =
        new ZipBuilder()
            .add("bootstrap", 0100755, SCRIPT)
            .add("link", 0120777, "bootstrap")
            .add("link/evil", 0100644, "evil")
            .into(directory.resolve("evil.zip"));

    assertThat(failure(archive)).hasMessageContaining("is a file and a folder");
    assertNothingLeft();
  }

  @Test
  void readWhenNameComesTwiceThenRefused() throws IOException {
    Path archive =
        new ZipBuilder()
            .add("bootstrap", 0100755, SCRIPT)
            .add("./bootstrap", 0100755, SCRIPT)
            .into(directory.resolve("twice.zip"));

    assertThat(failure(archive)).hasMessageContaining("comes twice");
    assertNothingLeft();
  }

  @Test
  void readWhenDeviceThenRefused() throws IOException {
    Path archive = new ZipBuilder().add("null", 0020666, "").into(directory.resolve("device.zip"));

    assertThat(failure(archive)).hasMessageContaining("device");
    assertNothingLeft();
  }

  @Test
  void readWhenBombThenStoppedAtTheLimit() throws IOException {
    byte[] zeros = new byte[100 << 20];
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(zeros);
    byte[] deflated = ZipBuilder.deflate(zeros);
    ZipBuilder bomb = new ZipBuilder().add("bootstrap", 0100755, SCRIPT);
    for (int i = 0; i < 3; i++) {
      bomb.raw("zeros" + i, 0100644, deflated, (int) crc.getValue(), zeros.length, 3);
    }
    Path archive = bomb.into(directory.resolve("bomb.zip"));

    assertThat(failure(archive)).hasMessageContaining("larger than 262144000 bytes unpacked");
    assertNothingLeft();
  }

  @Test
  void readWhenZipIsCutOffThenRefused() throws IOException {
    byte[] whole = new ZipBuilder().add("bootstrap", 0100755, SCRIPT).bytes();
    for (int length : new int[] {4, 30, 60, whole.length - 1}) {
      Path archive = directory.resolve("cut.zip");
      Files.write(archive, java.util.Arrays.copyOf(whole, length));

      assertThat(failure(archive)).hasMessageContaining("is not a good zip");
      assertNothingLeft();
    }
  }

  @Test
  void readWhenZippedFolderThenTellsWhereBootstrapLies() throws IOException {
    Path archive =
        new ZipBuilder().add("fn/bootstrap", 0100755, SCRIPT).into(directory.resolve("d.zip"));

    assertThat(failure(archive).remedy()).contains("it lies in fn/");
  }

  @Test
  void readWhenZipIsMadeOnWindowsThenBootstrapIsNotExecutable() throws IOException {
    Path archive =
        new ZipBuilder().add("bootstrap", 0, SCRIPT.getBytes(), 0).into(directory.resolve("w.zip"));

    assertThat(failure(archive)).hasMessage("bootstrap in w.zip is not executable");
  }

  @Test
  void readWhenNothingRunnableThenSaysWhatWasLookedFor() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThat(failure(empty)).hasMessage("no bootstrap and no Go package main in empty");
  }

  @Test
  void readWhenModuleHasCommandsBelowThenSuggestsThem() throws IOException {
    Path command = Files.createDirectories(directory.resolve("mod/cmd/fn"));
    Files.writeString(directory.resolve("mod/go.mod"), "module m\n");
    Files.writeString(command.resolve("main.go"), "// x\n/*\npackage no\n*/\npackage main\n");

    assertThat(failure(directory.resolve("mod")).remedy()).contains("mod/cmd/fn");
  }

  @Test
  void readWhenCacheHoldsOldThingsThenTheyGo() throws IOException {
    Path entries = Files.createDirectories(directory.resolve("cache/sls-emu/code"));
    Path unused = Files.createDirectory(entries.resolve("unused"));
    Path crashed = Files.createDirectory(entries.resolve(".unfinished-1"));
    Path recent = Files.createDirectory(entries.resolve("recent"));
    long now = System.currentTimeMillis();
    Files.setLastModifiedTime(unused, FileTime.from(now - 31L * 86_400_000, MILLISECONDS));
    Files.setLastModifiedTime(crashed, FileTime.from(now - 86_400_000, MILLISECONDS));
    Files.setLastModifiedTime(recent, FileTime.from(now - 86_400_000, MILLISECONDS));

    reader.read(executable(directory.resolve("handler"), SCRIPT), "handler");

    assertThat(names(entries)).hasSize(2).contains("recent");
  }

  private CommandFailure failure(Path code) {
    return catchThrowableOfType(
        CommandFailure.class, () -> reader.read(code, code.getFileName().toString()));
  }

  private void assertNothingLeft() throws IOException {
    Path entries = directory.resolve("cache/sls-emu/code");
    if (Files.exists(entries)) {
      assertThat(names(entries)).isEmpty();
    }
    assertThat(directory.resolve("evil")).doesNotExist();
    assertThat(directory.getParent().resolve("evil")).doesNotExist();
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static java.util.List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
