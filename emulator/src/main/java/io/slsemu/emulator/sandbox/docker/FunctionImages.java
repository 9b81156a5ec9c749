package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.EntrypointCheck;
import io.slsemu.emulator.sandbox.MadeOnce;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The images that functions run in, each looked for once in a deployment, and what is executed in
 * them.
 */
final class FunctionImages {
  private final Images images;
  private final Pulling pulling;
  private final MadeOnce<Wanted, PreparedImage> prepared = new MadeOnce<>();

  FunctionImages(Images images, Pulling pulling) {
    this.images = images;
    this.pulling = pulling;
  }

  /**
   * What a function needs.
   *
   * @param deployment of the function, for which the image's name had its meaning; null where that
   *     does not change
   */
  private record Wanted(ImageChoice choice, @Nullable String deployment) {
    static Wanted by(FunctionCode code) {
      return code instanceof FunctionCode.Image image
          ? new Wanted(ImageChoice.named(image.image()), image.deployment())
          : new Wanted(choice(((FunctionCode.Directory) code).image()), null);
    }

    private static ImageChoice choice(@Nullable String name) {
      return name == null ? ImageChoice.STANDARD : ImageChoice.named(name);
    }
  }

  /**
   * The image for a function, with our init in it.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if it is not to be had
   */
  PreparedImage of(FunctionCode code) {
    Wanted wanted = Wanted.by(code);
    return prepared.get(wanted, () -> images.prepare(wanted.choice(), pulling));
  }

  /**
   * Has a function's image prepared anew when it is next asked for, if that is why no container
   * could be made.
   *
   * @return whether it is
   */
  boolean forgetIfGone(FunctionCode code, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DockerException refusal
          && refusal.getHttpStatus() == 404
          && EngineFailure.words(refusal).toLowerCase(Locale.ROOT).contains("no such image")) {
        prepared.forget(Wanted.by(code));
        return true;
      }
    }
    return false;
  }

  /** What is executed in a function's image, or why it cannot be. */
  Entrypoint entrypoint(SandboxSpec spec) {
    PreparedImage image = of(spec.code());
    return spec.code() instanceof FunctionCode.Image code
        ? program(code.config(), image)
        : bootstrap((FunctionCode.Directory) spec.code(), spec, image);
  }

  /**
   * Each setting counts by itself, and an empty list is one that is not set.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/images-parms.html">images-parms</a>
   */
  static Entrypoint program(ImageConfig config, PreparedImage image) {
    List<String> command = new ArrayList<>(or(config.entryPoint(), image.entryPoint()));
    command.addAll(or(config.command(), image.command()));
    if (command.isEmpty()) {
      return new Entrypoint.NotRunnable(
          "fork/exec : no such file or directory",
          image.name() + " names no program",
          "Give it an ENTRYPOINT, or use --entrypoint.");
    }
    String directory = config.workingDirectory();
    return new Entrypoint.Runnable(
        command,
        directory == null || directory.isEmpty() ? image.workingDirectory() : directory,
        image.environment());
  }

  private static List<String> or(@Nullable List<String> own, List<String> image) {
    return own == null || own.isEmpty() ? image : own;
  }

  private static Entrypoint bootstrap(
      FunctionCode.Directory code, SandboxSpec spec, PreparedImage image) {
    Entrypoint found =
        new EntrypointCheck(code.taskRoot(), spec.layers(), image.architecture(), image::shows)
            .run();
    return found instanceof Entrypoint.NotRunnable refused
            && refused.message().endsWith("no such file or directory")
        ? new Entrypoint.NotRunnable(
            refused.message(), refused.cause() + " in " + image.name(), remedy(refused, image))
        : found;
  }

  private static String remedy(Entrypoint.NotRunnable refused, PreparedImage image) {
    String other = "Name an image that has it: --image IMAGE.";
    return image.isStaticBase()
        ? refused.remedy() + " " + other + " Or docker pull " + Images.NEAREST + "."
        : other;
  }
}
