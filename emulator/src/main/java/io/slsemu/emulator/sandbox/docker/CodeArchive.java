package io.slsemu.emulator.sandbox.docker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A directory's files as a tar archive: owned by root, with their modes and times. The directory
 * itself is open to all, as the service's {@code /var/task} is.
 *
 * @param directory what is archived
 */
record CodeArchive(Path directory) {
  private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,ino";

  /**
   * Changes whenever a file does; looks at their attributes only.
   *
   * @throws IOException if they cannot be read
   */
  String stamp() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path path : paths()) {
      Map<String, Object> attributes =
          Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      all.append(path).append('\0');
      for (String name : List.of("mode", "size", "lastModifiedTime", "ctime", "ino")) {
        all.append(attributes.get(name)).append(' ');
      }
    }
    return Digest.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes it; the same files make the same archive.
   *
   * @throws IOException if a file cannot be read, or the stream not be written
   */
  void writeTo(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new BufferedOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Path path : paths()) {
        add(tar, path);
      }
    }
  }

  private List<Path> paths() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(TarArchiveOutputStream tar, Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:mode,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
    boolean isLink = Files.isSymbolicLink(path);
    boolean isDirectory = !isLink && Files.isDirectory(path);
    if (!isLink && !isDirectory && !Files.isRegularFile(path)) {
      return; // sockets and the like are no code
    }
    String name = path.equals(directory) ? "." : directory.relativize(path).toString();
    TarArchiveEntry entry =
        isLink
            ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(isDirectory ? name + "/" : name);
    if (isLink) {
      entry.setLinkName(Files.readSymbolicLink(path).toString());
    }
    entry.setMode(path.equals(directory) ? 0755 : (int) attributes.get("mode") & 07777);
    entry.setIds(0, 0);
    entry.setModTime(
        ((java.nio.file.attribute.FileTime) attributes.get("lastModifiedTime")).toMillis());
    boolean isFile = !isLink && !isDirectory;
    entry.setSize(isFile ? (long) attributes.get("size") : 0);
    tar.putArchiveEntry(entry);
    if (isFile) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }
}
