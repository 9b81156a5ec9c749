package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The directory that relative paths on the command line start from.
 *
 * @param path the caller's own directory, or what {@code --chdir} names
 */
public record WorkingDirectory(Path path) {
  /**
   * Goes to a directory as {@code --chdir} asks.
   *
   * @throws CommandFailure if there is none
   */
  public WorkingDirectory enter(String directory) {
    Path target = resolve(directory);
    if (!Files.isDirectory(target)) {
      throw CommandFailure.usage(
          "--chdir " + directory + " is not a directory", NearestName.ofSibling(target));
    }
    return new WorkingDirectory(target);
  }

  /**
   * The path a user means.
   *
   * @throws CommandFailure if it cannot be a path
   */
  public Path resolve(String name) {
    try {
      return path.resolve(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + name + "' is not a path: " + e.getReason(), null);
    }
  }
}
