package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.project.CodeReader;
import io.slsemu.cli.project.FunctionNames;
import io.slsemu.cli.project.ProjectFunctions;
import io.slsemu.cli.project.ReadyCode;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.sandbox.Entrypoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What the function is made of: the argument CODE, an image, or code that runs in an image. */
final class CodeArgument {
  private static final String DEFAULT = ".";

  private final @Nullable String given;
  private final ImageOptions images;
  private final LayerOptions layers;

  CodeArgument(ParseResult line) {
    // The command start takes several, see all().
    given = line.matchedPositionalValue(0, null) instanceof String one ? one : null;
    images = new ImageOptions(line);
    layers = new LayerOptions(line);
  }

  private CodeArgument(@Nullable String given, ImageOptions images, LayerOptions layers) {
    this.given = given;
    this.images = images;
    this.layers = layers;
  }

  /**
   * Every function that is given or, if none is, that the directory has; none if it has none.
   *
   * @param several what the user wrote: code, or directories with functions in them
   */
  List<CodeArgument> all(List<String> several, WorkingDirectory directory) {
    if (several.isEmpty() && images.image() != null) {
      return List.of(this);
    }
    List<CodeArgument> all = new ArrayList<>();
    for (String one : several.isEmpty() ? List.of(DEFAULT) : several) {
      List<String> found = ProjectFunctions.in(directory.resolve(one), one);
      boolean wanted = found.isEmpty() && !several.isEmpty(); // read() says what is wrong with it
      for (String code : wanted ? List.of(one) : found) {
        all.add(new CodeArgument(code, images, layers));
      }
    }
    return all;
  }

  /** Adds the argument to a command; it is the first. */
  static void declare(Declare command) {
    command.argument(
        "CODE", "Directory with a bootstrap, bootstrap file, zip or Go package (default .).");
  }

  /**
   * Finds what is wrong before anything is read.
   *
   * @throws CommandFailure if the options do not go together
   */
  void validate() {
    images.validate(given != null);
    layers.validate(functionImage() != null);
  }

  /** What the function is called unless the user says otherwise. */
  String functionName(WorkingDirectory directory) {
    String image = functionImage();
    return image == null
        ? FunctionNames.of(directory.resolve(code()))
        : FunctionNames.ofImage(image);
  }

  /**
   * Reads the code, and builds it where it has to be. An image is not looked at.
   *
   * @throws CommandFailure with exit code 10 if there is no function, 12 if its build fails
   */
  FunctionCode read(CommandContext context, WorkingDirectory directory, Diagnostics diagnostics) {
    if (functionImage() != null) {
      return images.function();
    }
    CodeReader reader =
        new CodeReader(context.environment(), context.interruption(), new BuildLine(diagnostics));
    ReadyCode ready = reader.read(directory.resolve(code()), code());
    diagnostics.detail("code: " + ready.origin() + ", task root " + ready.taskRoot());
    return new FunctionCode.Directory(
        ready.taskRoot().toAbsolutePath().normalize(),
        images.image(),
        layers.read(context.environment(), context.interruption(), directory));
  }

  /**
   * Makes the function known to an emulator.
   *
   * @throws CommandFailure with exit code 10 if it can be seen that it will not run there
   */
  void deploy(RunningEmulator emulator, FunctionConfiguration configuration, FunctionCode found) {
    emulator.deploy(configuration, found);
    if (emulator.entrypoint(configuration.name().value())
        instanceof Entrypoint.NotRunnable refused) {
      String image = functionImage();
      throw CommandFailure.notFound(
          (image == null ? code() : image) + " cannot run here: " + refused.cause(),
          refused.remedy());
    }
  }

  /** The image that is the function, or null if the function is code. */
  private @Nullable String functionImage() {
    return given == null ? images.image() : null;
  }

  /** As the user would write it. */
  String code() {
    return given == null ? DEFAULT : given;
  }
}
