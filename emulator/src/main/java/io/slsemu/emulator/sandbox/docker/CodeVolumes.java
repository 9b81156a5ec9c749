package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies of code in an engine's volumes, for containers that cannot be shown the files themselves.
 *
 * <p>Each copy is in a volume without a name, held by a container that is never started and whose
 * name tells what is in it. That container gets its name when the copy is complete, so that nobody
 * sees half of one; other containers take the volume over from it ({@code VolumesFrom}), so that
 * the engine refuses where it is gone and removes the volume with the last who uses it.
 */
record CodeVolumes(Engine engine, Path scratch, Map<Path, Known> known) {
  static final String LABEL = "io.slsemu.code";
  private static final String NAME = "sls-emu-code-";
  private static final String FILLING = "sls-emu-filling-";
  private static final Duration UNUSED = Duration.ofDays(1);
  private static final Duration ABANDONED = Duration.ofMinutes(10);
  private static final int SHOWN = 32;

  /** What a directory held when it was last read. */
  record Known(String stamp, String fingerprint) {}

  static CodeVolumes of(Engine engine, Path scratch) {
    return new CodeVolumes(engine, scratch, new ConcurrentHashMap<>());
  }

  /**
   * Tells contents apart. Reads the files where they have changed since the last time.
   *
   * @throws IOException if they cannot be read
   */
  String fingerprint(Path directory) throws IOException {
    CodeArchive archive = new CodeArchive(directory);
    String stamp = archive.stamp();
    Known before = known.get(directory);
    if (before != null && before.stamp().equals(stamp)) {
      return before.fingerprint();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      archive.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      String fingerprint = HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
      known.put(directory, new Known(stamp, fingerprint));
      return fingerprint;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Makes a copy, unless there is one.
   *
   * @param target where containers see it
   * @param image any image that is there
   * @return the container that holds it
   * @throws SandboxException if it cannot be made
   */
  String provide(Path directory, String fingerprint, String target, String image) {
    String name = NAME + target.substring(target.lastIndexOf('/') + 1) + "-" + fingerprint;
    if (engine.calls().find("look for a copy of the code", path(name)) == null) {
      fill(directory, fingerprint, target, image, name);
    }
    return name;
  }

  private static String path(String container) {
    return "/containers/" + container + "/json";
  }

  private void fill(Path directory, String fingerprint, String target, String image, String name) {
    String id = create(fingerprint, target, image);
    try {
      copy(directory, id, target);
      engine
          .calls()
          .post("keep a copy of the code", "/containers/" + id + "/rename?name=" + name, null);
    } catch (SandboxException e) {
      new ContainerRemoval(engine).run(id);
      if (engine.calls().find("look for a copy of the code", path(name)) == null) {
        throw e; // else another emulator was faster
      }
    }
  }

  private String create(String fingerprint, String target, String image) {
    ObjectNode container = engine.calls().mapper().createObjectNode();
    container.put("Image", image).put("NetworkDisabled", true);
    container.putArray("Cmd").add("/var/rapid/init"); // never runs; an engine wants one
    container.putObject("Labels").put(LABEL, fingerprint);
    ObjectNode mount = container.putObject("HostConfig").putArray("Mounts").addObject();
    mount.put("Type", "volume").put("Target", target);
    mount
        .putObject("VolumeOptions")
        .put("NoCopy", true)
        .putObject("Labels")
        .put(LABEL, fingerprint);
    String path = "/containers/create?name=" + FILLING + UUID.randomUUID();
    return engine.calls().post("make a volume for the code", path, container).path("Id").asText();
  }

  /** Through a file: code may be larger than memory, and an engine takes what has a length. */
  private void copy(Path directory, String id, String target) {
    try {
      Path archive = Files.createTempFile(scratch, "code", ".tar");
      try {
        try (OutputStream out = Files.newOutputStream(archive)) {
          new CodeArchive(directory).writeTo(out);
        }
        try (InputStream in = Files.newInputStream(archive)) {
          engine.ask(
              "copy the code in " + directory + " into a volume",
              () ->
                  engine
                      .client()
                      .copyArchiveToContainerCmd(id)
                      .withTarInputStream(in)
                      .withRemotePath(target)
                      .exec());
        }
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new SandboxException(
          "the code in " + directory + " cannot be copied to the engine: " + e.getMessage(),
          "check that you may read all of it, and that there is space in " + scratch,
          e);
    }
  }

  /**
   * Removes copies. Containers that use one keep it until they end.
   *
   * @param all also those that were made lately
   * @return a line for each
   */
  static List<String> remove(Engine engine, boolean all) {
    List<String> removed = new ArrayList<>();
    String filter = EngineCalls.quote("{\"label\":[\"" + LABEL + "\"],\"status\":[\"created\"]}");
    for (JsonNode container :
        engine.calls().get("list its containers", "/containers/json?all=1&filters=" + filter)) {
      String name = container.path("Names").path(0).asText();
      Duration kept = name.contains(FILLING) ? ABANDONED : all ? Duration.ZERO : UNUSED;
      if (container.path("Created").asLong() <= Instant.now().minus(kept).getEpochSecond()) {
        new ContainerRemoval(engine).run(container.path("Id").asText());
        removed.add("code " + name.substring(name.lastIndexOf('-') + 1));
      }
    }
    return removed;
  }
}
