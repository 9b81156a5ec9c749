package io.slsemu.emulator.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives such as callers bring. */
public final class TestArchive {
  private TestArchive() {}

  /** One executable file. */
  public static byte[] executable(String name, byte[] content) {
    try {
      Path directory = Files.createTempDirectory("sls-emu-archive");
      Path file = directory.resolve("function.zip");
      try (FileSystem zip =
          FileSystems.newFileSystem(
              URI.create("jar:" + file.toUri()),
              Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
        Path entry = zip.getPath(name);
        Files.write(entry, content);
        Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      byte[] archive = Files.readAllBytes(file);
      FileTree.deleteQuietly(directory);
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files with their text, by name; without modes. */
  public static byte[] of(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** One file of zeros, which take next to no room. */
  public static byte[] ofZeros(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("zeros"));
      byte[] piece = new byte[1 << 20];
      for (int left = count; left > 0; left -= piece.length) {
        zip.write(piece, 0, Math.min(left, piece.length));
      }
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
