package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.NearestName;
import io.slsemu.emulator.code.FileTree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the one tree that functions see at {@code /opt} of their layers: directories and zips, a
 * later one over an earlier.
 */
public final class LayerReader {
  private final CodeCache cache;

  public LayerReader(CodeCache cache) {
    this.cache = cache;
  }

  /**
   * A layer.
   *
   * @param path where it is
   * @param shown how the user wrote it
   */
  public record Layer(Path path, String shown) {}

  /**
   * The tree of some layers. A single directory is taken as it is, so that what changes in it is
   * seen by the next environment.
   *
   * @param layers at least one
   * @throws CommandFailure if one cannot be read or means harm
   */
  public Path read(List<Layer> layers) {
    List<Path> trees = new ArrayList<>();
    for (Layer layer : layers) {
      trees.add(tree(layer));
    }
    try {
      return trees.size() == 1 ? trees.get(0) : merged(trees);
    } catch (IOException e) {
      throw CommandFailure.notFound("the layers cannot be read: " + e.getMessage(), null);
    }
  }

  private Path tree(Layer layer) {
    Path path = layer.path();
    try {
      if (Files.isDirectory(path)) {
        return path.toRealPath();
      }
      if (Files.isRegularFile(path)) {
        Path real = path.toRealPath();
        String hash = new Fingerprint(cache.root(), "layer").of(real.getParent(), List.of(real));
        return cache.entry(hash, new CallersZip(real, layer.shown())::unpackInto);
      }
    } catch (AccessDeniedException e) {
      throw CommandFailure.notFound(
          "layer " + layer.shown() + " cannot be read: permission denied",
          "check it: ls -ld " + e.getFile());
    } catch (IOException e) {
      throw CommandFailure.notFound(
          "layer " + layer.shown() + " cannot be read: " + e.getMessage(), null);
    }
    throw CommandFailure.notFound(
        "layer " + layer.shown() + " does not exist", NearestName.ofSibling(path));
  }

  private Path merged(List<Path> trees) throws IOException {
    List<Path> files = new ArrayList<>();
    StringBuilder looks = new StringBuilder("layers");
    for (Path tree : trees) {
      for (Path path : below(tree)) {
        looks.append('\0').append(path).append(look(path));
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          files.add(path);
        }
      }
    }
    String hash = new Fingerprint(cache.root(), looks.toString()).of(Path.of("/"), files);
    return cache.entry(
        hash,
        directory -> {
          for (Path tree : trees) {
            FileTree.copyOver(tree, directory);
          }
        });
  }

  private static List<Path> below(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      return paths.sorted().toList();
    }
  }

  /** What counts of a path besides a file's content: where a link leads, and who may execute. */
  private static String look(Path path) throws IOException {
    return Files.isSymbolicLink(path)
        ? "->" + Files.readSymbolicLink(path)
        : PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
