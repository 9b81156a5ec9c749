package io.slsemu.emulator.function;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a function's owner handed over: a zip or an image, which the service calls package type. */
public sealed interface FunctionCode {

  /**
   * Files with a {@code bootstrap} among them.
   *
   * @param taskRoot the directory that becomes {@code /var/task}
   * @param image what it shall run in where sandboxes have images; null: what the service's custom
   *     runtimes run in, or the nearest there is
   * @param layers the directory that becomes {@code /opt}: all layers unpacked, a later one over an
   *     earlier; null for none. Images have none (lambda-platform §5)
   */
  record Directory(Path taskRoot, @Nullable String image, @Nullable Path layers)
      implements FunctionCode {

    /** Without layers. */
    public Directory(Path taskRoot, @Nullable String image) {
      this(taskRoot, image, null);
    }

    public Directory withLayers(@Nullable Path newLayers) {
      return new Directory(taskRoot, image, newLayers);
    }

    // Written out: see FunctionArn.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Directory directory
          && taskRoot.equals(directory.taskRoot)
          && Objects.equals(image, directory.image)
          && Objects.equals(layers, directory.layers);
    }

    @Override
    public int hashCode() {
      return taskRoot.hashCode() * 31 + Objects.hashCode(image) * 17 + Objects.hashCode(layers);
    }
  }

  /**
   * A container image that has the program and its runtime interface client in it.
   *
   * @param image its name
   * @param deployment tells deployments apart between which the name may have come to mean another
   *     image; null where nobody does
   */
  record Image(String image, ImageConfig config, @Nullable String deployment)
      implements FunctionCode {

    /** Of no particular deployment. */
    public Image(String image, ImageConfig config) {
      this(image, config, null);
    }

    @Override
    public FunctionCode deployed() {
      return new Image(image, config, newDeployment(image));
    }

    /**
     * A deployment of its own for an image: as in the service, a tag means what it meant then.
     *
     * @return null for a name with a digest, which always means the same
     */
    public static @Nullable String newDeployment(String image) {
      return image.contains("@sha256:") ? null : UUID.randomUUID().toString();
    }
  }

  /** The same, deployed now: what it names is looked up again. */
  default FunctionCode deployed() {
    return this;
  }

  /** Files to run in whatever is the default. */
  static Directory directory(Path taskRoot) {
    return new Directory(taskRoot.toAbsolutePath().normalize(), null);
  }
}
