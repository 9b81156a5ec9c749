package io.slsemu.emulator.function;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a function's owner handed over: a zip or an image, which the service calls package type. */
public sealed interface FunctionCode {

  /**
   * Files with a {@code bootstrap} among them.
   *
   * @param taskRoot the directory that becomes {@code /var/task}
   * @param image what it shall run in where sandboxes have images; null: what the service's custom
   *     runtimes run in, or the nearest there is
   */
  record Directory(Path taskRoot, @Nullable String image) implements FunctionCode {}

  /**
   * A container image that has the program and its runtime interface client in it.
   *
   * @param image its name
   */
  record Image(String image, ImageConfig config) implements FunctionCode {}

  /** Files to run in whatever is the default. */
  static FunctionCode directory(Path taskRoot) {
    return new Directory(taskRoot.toAbsolutePath().normalize(), null);
  }
}
