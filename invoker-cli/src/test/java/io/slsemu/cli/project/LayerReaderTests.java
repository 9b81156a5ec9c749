package io.slsemu.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.Interruption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerReaderTests {
  @TempDir private Path directory;
  private LayerReader reader;

  @BeforeEach
  void makeReader() {
    reader = new LayerReader(new CodeCache(directory.resolve("cache"), new Interruption()));
  }

  @Test
  void readWhenOneDirectoryThenItIsTakenAsItIs() throws Exception {
    file("one/bin/tool", "1");

    assertThat(read("one")).isEqualTo(directory.resolve("one").toRealPath());
  }

  @Test
  void readWhenSeveralThenLaterWinsAndAllElseStays() throws Exception {
    file("one/bin/tool", "1");
    file("one/only-one", "1");
    file("two/bin/tool", "2");
    zip("three.zip", "bin/other", "3");

    Path opt = read("one", "two", "three.zip");

    assertThat(opt.resolve("bin/tool")).hasContent("2");
    assertThat(opt.resolve("only-one")).hasContent("1");
    assertThat(opt.resolve("bin/other")).hasContent("3");
  }

  @Test
  void readWhenOrderIsOtherThenTheOtherWins() throws Exception {
    file("one/bin/tool", "1");
    file("two/bin/tool", "2");

    assertThat(read("one", "two").resolve("bin/tool")).hasContent("2");
    assertThat(read("two", "one").resolve("bin/tool")).hasContent("1");
  }

  @Test
  void readWhenFileMeetsDirectoryThenTheLaterStands() throws Exception {
    file("one/thing/inner", "1");
    file("two/thing", "2");

    assertThat(read("one", "two").resolve("thing")).hasContent("2");
    assertThat(read("two", "one").resolve("thing/inner")).hasContent("1");
  }

  @Test
  void readWhenFileHasModeOrIsALinkThenSoIsTheCopy() throws Exception {
    Path tool = file("one/extensions/probe", "#!/bin/sh\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createSymbolicLink(directory.resolve("one/link"), Path.of("extensions/probe"));
    file("two/empty", "");

    Path opt = read("one", "two");

    assertThat(Files.getPosixFilePermissions(opt.resolve("extensions/probe")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
    assertThat(Files.readSymbolicLink(opt.resolve("link"))).isEqualTo(Path.of("extensions/probe"));
  }

  @Test
  void readWhenContentChangedThenMergedAnew() throws Exception {
    file("one/a", "1");
    file("two/b", "2");
    read("one", "two");
    file("one/a", "changed");

    assertThat(read("one", "two").resolve("a")).hasContent("changed");
  }

  @Test
  void readWhenOnlyTheModeChangedThenMergedAnew() throws Exception {
    Path tool = file("one/tool", "1");
    file("two/b", "2");
    read("one", "two");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(read("one", "two").resolve("tool")).isExecutable();
  }

  @Test
  void readWhenLayerIsNotThereThenNamesItAndTheNearest() throws Exception {
    file("libraries/a", "1");

    assertThatThrownBy(() -> read("librarys"))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.remedy()).contains("libraries"))
        .hasMessage("layer librarys does not exist");
  }

  @Test
  void readWhenZipLeadsOutThenRefused() throws Exception {
    zip("evil.zip", "../evil", "x");

    assertThatThrownBy(() -> read("evil.zip")).hasMessageContaining("leads out of the archive");
  }

  private Path read(String... names) {
    List<LayerReader.Layer> layers =
        Arrays.stream(names)
            .map(name -> new LayerReader.Layer(directory.resolve(name), name))
            .toList();
    return reader.read(layers);
  }

  private Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void zip(String name, String entry, String content) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }
}
