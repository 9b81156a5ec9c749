package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.ShellWords;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that name an image, and what a function that is an image sets in its place. */
final class ImageOptions {
  private final @Nullable String image;
  private final @Nullable String entrypoint;
  private final @Nullable String command;
  private final @Nullable String workdir;

  ImageOptions(ParseResult line) {
    image = line.matchedOptionValue("--image", null);
    entrypoint = line.matchedOptionValue("--entrypoint", null);
    command = line.matchedOptionValue("--command", null);
    workdir = line.matchedOptionValue("--workdir", null);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--image",
            "IMAGE",
            "With CODE: the container image it runs in. Without: the function itself.")
        .text(
            "--entrypoint",
            "WORDS",
            "Instead of the image's ENTRYPOINT: words as in a shell, or a JSON array.")
        .text("--command", "WORDS", "Instead of the image's CMD, the same way.")
        .text("--workdir", "DIR", "Instead of the image's WORKDIR.");
  }

  /** The image's name, or null if none was given. */
  @Nullable String image() {
    return image;
  }

  /**
   * Finds what is wrong with these options.
   *
   * @param codeGiven whether the line names code as well
   * @throws CommandFailure if a value is wrong, or means nothing here
   */
  void validate(boolean codeGiven) {
    if (image != null && image.isBlank()) {
      throw CommandFailure.usage("--image is empty", "for example --image my-function:latest");
    }
    String override = override();
    if (override != null && image == null) {
      throw CommandFailure.usage(
          override + " is for a function that is an image", "name it: --image IMAGE, without CODE");
    }
    if (override != null && codeGiven) {
      throw CommandFailure.usage(
          override + " is for a function that is an image; with CODE the bootstrap is started",
          "leave out CODE, or " + override);
    }
    config();
  }

  /**
   * The function that is the image.
   *
   * @throws CommandFailure if a value is wrong
   */
  FunctionCode function() {
    return new FunctionCode.Image(Objects.requireNonNull(image), config());
  }

  private ImageConfig config() {
    if (workdir != null && !workdir.startsWith("/")) {
      throw CommandFailure.usage(
          "--workdir '" + workdir + "' is not an absolute path",
          "it is a directory in the image, for example --workdir /app");
    }
    return new ImageConfig(words("--entrypoint", entrypoint), words("--command", command), workdir);
  }

  private static @Nullable List<String> words(String option, @Nullable String text) {
    return text == null ? null : ShellWords.of(option, text);
  }

  private @Nullable String override() {
    if (entrypoint != null) {
      return "--entrypoint";
    }
    if (command != null) {
      return "--command";
    }
    return workdir == null ? null : "--workdir";
  }
}
