package io.slsemu.emulator.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function sets in place of its image's own: the service's {@code ImageConfig}.
 *
 * @param entryPoint in place of the image's ENTRYPOINT, or null
 * @param command in place of its CMD, or null
 * @param workingDirectory in place of its WORKDIR, or null
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/images-parms.html">images-parms</a>
 */
public record ImageConfig(
    @Nullable List<String> entryPoint,
    @Nullable List<String> command,
    @Nullable String workingDirectory) {
  /** The image as it is. */
  public static final ImageConfig NONE = new ImageConfig(null, null, null);

  public ImageConfig {
    entryPoint = entryPoint == null ? null : List.copyOf(entryPoint);
    command = command == null ? null : List.copyOf(command);
  }
}
