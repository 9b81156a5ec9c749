package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An image with our init in it.
 *
 * @param id the engine's name for it
 * @param name the image it was made from, as users know it
 * @param entryPoint its ENTRYPOINT
 * @param command its CMD
 * @param workingDirectory its WORKDIR, {@code /} if it has none
 * @param environment its ENV
 * @param architecture as {@code uname -m} writes it
 * @param contents whether a path exists in it
 */
record PreparedImage(
    String id,
    String name,
    List<String> entryPoint,
    List<String> command,
    String workingDirectory,
    Map<String, String> environment,
    String architecture,
    Predicate<String> contents) {

  /** The name of the image that is made from nothing. */
  static final String STATIC_BASE = "the static base";

  /** Whether it has neither shell nor loader. */
  boolean isStaticBase() {
    return name.equals(STATIC_BASE);
  }

  /** From the engine's answer to {@code /images/{name}/json} for the image it was made from. */
  static PreparedImage read(String id, String name, JsonNode image, Predicate<String> contents) {
    JsonNode config = image.path("Config");
    String directory = config.path("WorkingDir").asText();
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : strings(config.path("Env"))) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new PreparedImage(
        id,
        name,
        strings(config.path("Entrypoint")),
        strings(config.path("Cmd")),
        directory.isEmpty() ? "/" : directory,
        Map.copyOf(environment),
        Architectures.ofKernel(image.path("Architecture").asText()),
        contents);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asText()));
    return List.copyOf(strings);
  }

  /**
   * Whether a file is in the image, links followed.
   *
   * @param path absolute
   * @throws io.slsemu.emulator.sandbox.SandboxException if the engine cannot tell
   */
  boolean shows(String path) {
    return contents.test(path);
  }
}
