package io.slsemu.emulator.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Archives by the digest of their bytes, each kept once however many versions have it, and unpacked
 * where a function needs its files. Files appear whole or not at all.
 */
public final class CodeStore {
  private final Path archives;
  private final Path trees;

  /**
   * @param root a directory of its own; made if it is not there
   */
  public CodeStore(Path root) {
    this.archives = root.resolve("archives");
    this.trees = root.resolve("trees");
    try {
      Files.createDirectories(archives);
      Files.createDirectories(trees);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps an archive; it is on the disk when this returns.
   *
   * @return its SHA-256 digest in hexadecimal, under which it is found again
   */
  public String keep(byte[] archive) {
    String digest = digest(archive);
    Path file = archive(digest);
    if (!Files.exists(file)) {
      try {
        write(archive, file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return digest;
  }

  private void write(byte[] archive, Path file) throws IOException {
    Path unfinished = archives.resolve(UUID.randomUUID() + ".part");
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(archive);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(archives, StandardOpenOption.READ)) {
      names.force(true); // the file's name is not in the file
    }
  }

  /** Where an archive is kept. */
  public Path archive(String digest) {
    return archives.resolve(digest + ".zip");
  }

  /**
   * The files of an archive that is kept, unpacked.
   *
   * @throws InvalidCodeException if it is damaged, too large or means harm
   */
  public Path unpacked(String digest) {
    return tree(
        digest, directory -> new ZipUnpacker(archive(digest), "the archive", directory).unpack());
  }

  /**
   * What functions see at {@code /opt} of some layers: a later one over an earlier.
   *
   * @param digests of at least one archive
   * @throws InvalidCodeException if one is damaged, too large or means harm
   */
  public Path merged(List<String> digests) {
    if (digests.size() == 1) {
      return unpacked(digests.get(0));
    }
    return tree(
        nameOf(digests),
        directory -> {
          for (String digest : digests) {
            FileTree.copyOver(unpacked(digest), directory);
          }
        });
  }

  private static String nameOf(List<String> digests) {
    return digests.size() == 1
        ? digests.get(0)
        : digest(String.join(" ", digests).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Removes what nobody needs any more, and what was left unfinished. For a time when nothing runs
   * and nothing is kept.
   *
   * @param needed digests of archives, by themselves or as they are merged
   */
  public void keepOnly(Collection<List<String>> needed) {
    Set<String> names = new HashSet<>();
    Set<String> files = new HashSet<>();
    for (List<String> each : needed) {
      names.add(nameOf(each));
      each.forEach(digest -> files.add(digest + ".zip"));
      names.addAll(each);
    }
    deleteOthers(archives, files);
    deleteOthers(trees, names);
  }

  private static void deleteOthers(Path directory, Set<String> kept) {
    try (Stream<Path> found = Files.list(directory)) {
      found
          .filter(each -> !kept.contains(each.getFileName().toString()))
          .forEach(FileTree::deleteQuietly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the archive and its files. */
  public void forget(String digest) {
    FileTree.deleteQuietly(archive(digest));
    FileTree.deleteQuietly(trees.resolve(digest));
  }

  private interface Filling {
    void fill(Path directory) throws IOException;
  }

  private Path tree(String name, Filling filling) {
    Path tree = trees.resolve(name);
    if (Files.isDirectory(tree)) {
      return tree;
    }
    Path unfinished = trees.resolve(UUID.randomUUID() + ".part");
    try {
      Files.createDirectory(unfinished);
      filling.fill(unfinished);
      Files.move(unfinished, tree, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(tree)) { // else another thread was quicker
        throw new UncheckedIOException(e);
      }
    } finally {
      FileTree.deleteQuietly(unfinished);
    }
    return tree;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
