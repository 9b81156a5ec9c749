package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The container that this process is in, where that is one of the engine's own.
 *
 * @param id the engine's name for it
 * @param isOnHostNetwork whether it has the network of the engine's machine
 */
record OwnContainer(Engine engine, String id, boolean isOnHostNetwork) {
  /** Files that an engine mounts into every container, each from a directory with its id. */
  private static final Set<String> GIVEN =
      Set.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf");

  private static final Pattern ID = Pattern.compile("/([0-9a-f]{64})/");

  /** What rootless engines' containers are in by themselves: no network of the engine's. */
  private static final Pattern USERS_OWN = Pattern.compile("(slirp4netns|pasta)\\b.*");

  private static final int ROOT = 3;
  private static final int POINT = 4;

  /** Null if this process is in none, or in another engine's. */
  static @Nullable OwnContainer find(Engine engine) {
    String id;
    try {
      id = id(Files.readString(Path.of("/proc/self/mountinfo")));
    } catch (IOException noLinux) {
      return null;
    }
    JsonNode found = id == null ? null : engine.calls().find("look at this container", path(id));
    return found == null || id == null
        ? null
        : new OwnContainer(
            engine, id, found.path("HostConfig").path("NetworkMode").asText().equals("host"));
  }

  private static String path(String id) {
    return "/containers/" + id + "/json";
  }

  /** From {@code /proc/self/mountinfo}; null if it names none. */
  static @Nullable String id(String mounts) {
    for (String line : mounts.split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > POINT && GIVEN.contains(fields[POINT])) {
        Matcher matcher = ID.matcher(fields[ROOT]);
        if (matcher.find()) {
          return matcher.group(1);
        }
      }
    }
    return null;
  }

  /**
   * Joins a network, unless it is in it already.
   *
   * @return its address there
   * @throws SandboxException if the engine refuses
   */
  String join(String network) {
    JsonNode container = look();
    String known = address(container, network);
    if (!known.isEmpty()) {
      return known;
    }
    String mode = container.path("HostConfig").path("NetworkMode").asText();
    if (USERS_OWN.matcher(mode).matches()) {
      throw new SandboxException(
          "this container cannot join the network %s: its own is of kind %s"
              .formatted(network, mode),
          "start it with --network podman",
          null);
    }
    ObjectNode document = engine.calls().mapper().createObjectNode().put("Container", id);
    String doing = "let this container join the network " + network;
    String path = "/networks/" + EngineCalls.quote(network) + "/connect";
    engine.calls().order(doing, path, document); // Podman answers a word that is no JSON
    return address(look(), network);
  }

  private JsonNode look() {
    return engine.calls().get("look at this container", path(id));
  }

  private static String address(JsonNode container, String network) {
    JsonNode networks = container.path("NetworkSettings").path("Networks");
    return networks.path(network).path("IPAddress").asText();
  }
}
