package io.slsemu.emulator.sandbox.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function sets in place of what its image says. Each counts by itself, and an empty list is
 * one that is not set.
 *
 * @param entryPoint in place of ENTRYPOINT
 * @param command in place of CMD
 * @param workingDirectory in place of WORKDIR
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/images-parms.html">images-parms</a>
 */
record ImageSettings(
    @Nullable List<String> entryPoint,
    @Nullable List<String> command,
    @Nullable String workingDirectory) {
  static final ImageSettings NONE = new ImageSettings(null, null, null);

  /**
   * A program to start.
   *
   * @param arguments the program first; empty if neither image nor function names one
   * @param workingDirectory an absolute path
   * @param environment what the image sets
   */
  record Program(
      List<String> arguments, String workingDirectory, Map<String, String> environment) {}

  Program resolve(PreparedImage image) {
    List<String> arguments = new ArrayList<>(or(entryPoint, image.entryPoint()));
    arguments.addAll(or(command, image.command()));
    String directory =
        workingDirectory == null || workingDirectory.isEmpty()
            ? image.workingDirectory()
            : workingDirectory;
    return new Program(List.copyOf(arguments), directory, image.environment());
  }

  private static List<String> or(@Nullable List<String> own, List<String> image) {
    return own == null || own.isEmpty() ? image : own;
  }
}
