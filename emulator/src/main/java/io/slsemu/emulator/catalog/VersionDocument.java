package io.slsemu.emulator.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.Function;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a function as it is kept.
 *
 * @param version {@code $LATEST} or a number
 * @param configuration its settings in the form in which callers see them (the model's {@code
 *     FunctionConfiguration}), without what follows from the rest
 * @param code what it runs
 * @param times when it comes into its states
 */
public record VersionDocument(String version, ObjectNode configuration, Code code, Times times) {

  /**
   * What a version runs, which nothing changes any more.
   *
   * @param archive the digest of its zip, null if it is an image
   * @param imageUri its image, null if it is a zip
   * @param layers the digests of its layers, which stay with it also when the layers are deleted
   * @param directory where it was deployed from directly, null if by an operation
   * @param deployment of the image: another for each time it was deployed, whatever its name
   * @param sourceKey the ARN of the key that the zip is to be encrypted with, which is only shown;
   *     null for none
   */
  public record Code(
      @Nullable String archive,
      @Nullable String imageUri,
      List<String> layers,
      @Nullable Directory directory,
      @Nullable String deployment,
      @Nullable String sourceKey) {
    /** What an operation brought. */
    public Code(@Nullable String archive, @Nullable String imageUri, List<String> layers) {
      this(archive, imageUri, layers, null, null, null);
    }

    /** An image. */
    public static Code image(String uri, @Nullable String deployment) {
      return new Code(null, uri, List.of(), null, deployment, null);
    }

    /** What was deployed from where it stays. */
    public static Code of(Directory directory) {
      return new Code(null, null, List.of(), directory, null, null);
    }

    public Code {
      layers = List.copyOf(layers);
    }

    public Code withLayers(List<String> newLayers) {
      return new Code(archive, imageUri, newLayers, directory, deployment, sourceKey);
    }

    public Code withSourceKey(@Nullable String newKey) {
      return new Code(archive, imageUri, layers, directory, deployment, newKey);
    }
  }

  /**
   * Code that stays where its owner has it.
   *
   * @param taskRoot what becomes {@code /var/task}
   * @param image what it runs in, null for the default
   * @param layers what becomes {@code /opt}, null for nothing
   */
  public record Directory(String taskRoot, @Nullable String image, @Nullable String layers) {}

  /**
   * In milliseconds since the epoch.
   *
   * @param active when its State is Active; Pending before
   * @param updated when its LastUpdateStatus is Successful; InProgress before
   */
  public record Times(long active, long updated) {}

  /** The same as another version, with its settings to be changed freely. */
  public VersionDocument as(String newVersion) {
    return new VersionDocument(newVersion, configuration.deepCopy(), code, times);
  }

  /** The same with other settings. */
  public VersionDocument with(ObjectNode newConfiguration) {
    return new VersionDocument(version, newConfiguration, code, times);
  }

  public VersionDocument with(Code newCode) {
    return new VersionDocument(version, configuration, newCode, times);
  }

  public VersionDocument with(Times newTimes) {
    return new VersionDocument(version, configuration, code, newTimes);
  }

  /** A setting's text, empty if it is not there. */
  public String text(String setting) {
    return configuration.path(setting).asText("");
  }

  /** Whether it starts from a checkpoint: a published version for which SnapStart is wanted. */
  public boolean hasCheckpoint() {
    String applyOn = configuration.path("SnapStart").path("ApplyOn").asText();
    return applyOn.equals("PublishedVersions") && !version.equals(Function.LATEST);
  }
}
