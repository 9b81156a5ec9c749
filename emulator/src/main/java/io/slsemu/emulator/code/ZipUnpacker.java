package io.slsemu.emulator.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks an archive nobody vouches for: nothing lands outside the target, sizes are counted as
 * they are written rather than believed, links are made last so that nothing is written through
 * them.
 */
public final class ZipUnpacker {
  private static final int MAX_LINK_BYTES = 4_096;

  /** Linux's NAME_MAX, and its PATH_MAX less room for where the target is. */
  private static final int MAX_NAME_BYTES = 255;

  private static final int MAX_PATH_BYTES = 3_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path archive;
  private final String shown;
  private final Path target;
  private final Set<Path> seen = new HashSet<>();
  private final Map<Path, Path> links = new LinkedHashMap<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long written;

  /**
   * @param shown how the user knows the archive
   * @param target an empty directory
   */
  public ZipUnpacker(Path archive, String shown, Path target) {
    this.archive = archive;
    this.shown = shown;
    this.target = target;
  }

  /**
   * Unpacks everything.
   *
   * @throws InvalidCodeException if the archive is damaged, too large or means harm
   */
  public void unpack() throws IOException {
    try {
      List<ZipEntryFacts> entries = ZipDirectory.read(archive);
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        for (ZipEntryFacts entry : entries) {
          unpack(zip, entry);
        }
      }
      makeLinks();
    } catch (ZipException e) {
      throw new InvalidCodeException(
          shown + " is not a good zip: " + e.getMessage(), "make it anew, or check it: zip -T");
    } catch (java.io.EOFException e) {
      throw new InvalidCodeException(
          shown + " is not a good zip: an entry is cut off", "make it anew, or check it: zip -T");
    } catch (FileAlreadyExistsException e) {
      throw refused(target.relativize(Path.of(e.getFile())).toString(), "is a file and a folder");
    }
  }

  private void unpack(ZipFile zip, ZipEntryFacts entry) throws IOException {
    Path path = inside(entry.name());
    if (!seen.add(path) && !entry.isDirectory()) {
      throw refused(entry.name(), "comes twice");
    }
    if (entry.isSpecial()) {
      throw refused(entry.name(), "is a device, pipe or socket");
    }
    if (entry.isDirectory()) {
      makeDirectory(path);
      return;
    }
    makeDirectory(path.getParent());
    ZipEntry content = zip.getEntry(entry.name());
    if (content == null) {
      throw refused(entry.name(), "cannot be found again");
    }
    try (InputStream in = zip.getInputStream(content)) {
      if (entry.isSymbolicLink()) {
        links.put(path, linkTarget(entry, path, in.readNBytes(MAX_LINK_BYTES)));
      } else {
        write(in, path, entry.permissions());
      }
    }
  }

  /** Makes it and what is missing above it readable to the function, whatever our umask. */
  private void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    makeDirectory(directory.getParent());
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, permissionSet(0755));
  }

  private void write(InputStream in, Path path, int permissions) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        written += n;
        if (written > CodeTooLargeException.MAX_UNPACKED_BYTES) {
          throw new CodeTooLargeException(shown);
        }
        out.write(buffer, 0, n);
      }
    }
    Files.setPosixFilePermissions(path, permissionSet(permissions));
  }

  private Path inside(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0) {
      throw refused(name, "has a name that is no path");
    }
    boolean drive =
        name.length() >= 2 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
    if (name.startsWith("/") || drive) {
      throw refused(name, "has an absolute path");
    }
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw refused(name, "leads out of the archive");
      }
      requireLength(name, part, MAX_NAME_BYTES);
    }
    requireLength(name, name, MAX_PATH_BYTES);
    return target.resolve(name).normalize();
  }

  private void requireLength(String name, String part, int max) {
    if (part.getBytes(StandardCharsets.UTF_8).length > max) {
      throw refused(name, "has a name that no file can have: it is longer than " + max + " bytes");
    }
  }

  private Path linkTarget(ZipEntryFacts entry, Path link, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.isEmpty() || text.indexOf('\0') >= 0 || text.startsWith("/")) {
      throw refused(entry.name(), "links to '" + text + "', outside the archive");
    }
    Path pointed = link.resolveSibling(text).normalize();
    if (!pointed.startsWith(target)) {
      throw refused(entry.name(), "links to '" + text + "', outside the archive");
    }
    return Path.of(text);
  }

  private void makeLinks() throws IOException {
    for (Map.Entry<Path, Path> link : links.entrySet()) {
      Files.createSymbolicLink(link.getKey(), link.getValue());
    }
    for (Path link : links.keySet()) {
      // A chain of links can lead out though each alone does not.
      if (Files.exists(link) && !link.toRealPath().startsWith(target.toRealPath())) {
        throw refused(target.relativize(link).toString(), "leads out of the archive");
      }
    }
  }

  private InvalidCodeException refused(String entry, String why) {
    return new InvalidCodeException(
        shown + ": the entry '" + printable(entry) + "' " + why,
        "nothing was unpacked; make the archive anew with zip -r from inside the folder");
  }

  /** Names come from strangers: control characters must not reach a terminal. */
  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), 120); i++) {
      char c = name.charAt(i);
      text.append(Character.isISOControl(c) ? '?' : c);
    }
    return text.toString();
  }

  private static Set<PosixFilePermission> permissionSet(int mode) {
    StringBuilder text = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < 9; i++) {
      if ((mode & (0400 >> i)) == 0) {
        text.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
