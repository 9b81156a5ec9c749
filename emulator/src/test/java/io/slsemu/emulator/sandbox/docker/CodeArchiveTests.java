package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeArchiveTests {
  @TempDir Path directory;

  @BeforeEach
  void close() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CodeArchive(directory).writeTo(out);
    return out.toByteArray();
  }

  private List<String> entries() throws IOException {
    List<String> seen = new ArrayList<>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive()))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        seen.add(
            "%s %o %d:%d %s%s"
                .formatted(
                    entry.getName(),
                    entry.getMode() & 07777,
                    entry.getLongUserId(),
                    entry.getLongGroupId(),
                    entry.getLinkName(),
                    content));
        entry = tar.getNextEntry();
      }
    }
    return seen;
  }

  @Test
  void writeToWhenDirectoryIsClosedThenTheCopyIsOpenAndAllElseAsItWas() throws Exception {
    Path program = Files.writeString(directory.resolve("bootstrap"), "run");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("bootstrap"));
    Path inner = Files.createDirectory(directory.resolve("inner"));
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));

    assertThat(entries())
        .containsExactly(
            "./ 755 0:0 ", "bootstrap 751 0:0 run", "inner/ 700 0:0 ", "link 777 0:0 bootstrap");
  }

  @Test
  void writeToWhenNamesAreLongOrForeignThenTheyAreKept() throws Exception {
    String name = "ä".repeat(60) + "x".repeat(60);
    Files.writeString(Files.createDirectories(directory.resolve(name)).resolve(name), "deep");

    assertThat(entries().get(2)).startsWith(name + "/" + name + " ").endsWith("deep");
  }

  @Test
  void writeToWhenNothingHasChangedThenArchiveIsTheSame() throws Exception {
    Files.writeString(directory.resolve("bootstrap"), "run");

    assertThat(archive()).isEqualTo(archive());
  }

  @Test
  void stampWhenContentChangesButNeitherSizeNorTimeThenItDiffers() throws Exception {
    Path file = Files.writeString(directory.resolve("bootstrap"), "one");
    FileTime time = Files.getLastModifiedTime(file);
    String before = new CodeArchive(directory).stamp();

    Files.delete(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);

    assertThat(new CodeArchive(directory).stamp()).isNotEqualTo(before);
  }
}
