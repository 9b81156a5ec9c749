package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.project.CodeCache;
import io.slsemu.cli.project.LayerReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The option that names a function's layers. */
final class LayerOptions {
  /** The service's limit ("Cannot reference more than 5 layers."). */
  private static final int MAX_LAYERS = 5;

  private final List<String> layers;

  LayerOptions(ParseResult line) {
    layers = line.matchedOptionValue("--layer", List.of());
  }

  static void declare(Declare command) {
    command.texts(
        "--layer",
        "DIR|ZIP",
        "A layer: its files are at /opt; up to 5, a later one over an earlier.");
  }

  /**
   * Finds what is wrong before anything is read.
   *
   * @param isImage whether the function is an image, which has no layers
   */
  void validate(boolean isImage) {
    if (layers.size() > MAX_LAYERS) {
      throw CommandFailure.usage(
          "there are " + layers.size() + " layers; a function has at most " + MAX_LAYERS,
          "put the content of some into one directory");
    }
    if (isImage && !layers.isEmpty()) {
      throw CommandFailure.usage(
          "--layer is for code; a function that is an image has no layers",
          "put the files into the image, at /opt");
    }
  }

  /** The tree for {@code /opt}; null without layers. */
  @Nullable Path read(
      Map<String, String> environment, Interruption interruption, WorkingDirectory directory) {
    if (layers.isEmpty()) {
      return null;
    }
    CodeCache cache = new CodeCache(CodeCache.rootFor(environment), interruption);
    return new LayerReader(cache)
        .read(
            layers.stream()
                .map(shown -> new LayerReader.Layer(directory.resolve(shown), shown))
                .toList());
  }
}
