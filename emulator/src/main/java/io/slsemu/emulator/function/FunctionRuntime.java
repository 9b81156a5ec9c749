package io.slsemu.emulator.function;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runtime a function is deployed for. What runs is the function's own bootstrap all the same;
 * this is what the platform says of it, and what it grants.
 *
 * @param identifier the service's name for it, one of {@link #IDENTIFIERS}
 * @param snapStart whether environments are restored from a checkpoint
 */
public record FunctionRuntime(String identifier, boolean snapStart) {
  /**
   * The names that can be deployed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">lambda-runtimes</a>
   */
  public static final List<String> IDENTIFIERS =
      List.of(
          "provided.al2023",
          "provided.al2",
          "java8.al2",
          "java11",
          "java17",
          "java21",
          "java25",
          "python3.9",
          "python3.10",
          "python3.11",
          "python3.12",
          "python3.13",
          "python3.14",
          "dotnet8",
          "dotnet10",
          "nodejs20.x",
          "nodejs22.x",
          "nodejs24.x",
          "ruby3.2",
          "ruby3.3",
          "ruby3.4",
          "ruby4.0");

  /** What once could be deployed (the service's model names them still). */
  public static final List<String> ENDED =
      List.of(
          "nodejs",
          "nodejs4.3",
          "nodejs4.3-edge",
          "nodejs6.10",
          "nodejs8.10",
          "nodejs10.x",
          "nodejs12.x",
          "nodejs14.x",
          "nodejs16.x",
          "nodejs18.x",
          "java8",
          "python2.7",
          "python3.6",
          "python3.7",
          "python3.8",
          "dotnetcore1.0",
          "dotnetcore2.0",
          "dotnetcore2.1",
          "dotnetcore3.1",
          "dotnet6",
          "go1.x",
          "ruby2.5",
          "ruby2.7",
          "provided");

  private static final Pattern NAME = Pattern.compile("([a-z]+)([0-9.]+?(?:\\.al2)?)(?:\\.x)?");

  /** A function that brings its own bootstrap, without SnapStart. */
  public static final FunctionRuntime DEFAULT = new FunctionRuntime("provided.al2023", false);

  /**
   * @throws InvalidConfigurationException if there is no such runtime
   */
  public FunctionRuntime {
    if (!IDENTIFIERS.contains(identifier)) {
      throw new InvalidConfigurationException(
          "there is no runtime '" + identifier + "'",
          "use one of " + String.join(", ", IDENTIFIERS));
    }
  }

  /** Whether the function brings its own runtime. */
  public boolean isCustom() {
    return identifier.startsWith("provided");
  }

  /**
   * The image with the runtime that the service puts beside the code; null where functions bring
   * their own.
   *
   * @see <a href="https://gallery.ecr.aws/lambda">gallery.ecr.aws/lambda</a>
   */
  public @Nullable String image() {
    if (isCustom()) {
      return null;
    }
    Matcher parts = NAME.matcher(identifier);
    if (!parts.matches()) {
      throw new IllegalStateException("a runtime has a name and a version: " + identifier);
    }
    return "public.ecr.aws/lambda/" + parts.group(1) + ":" + parts.group(2);
  }
}
