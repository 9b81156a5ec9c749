package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.slsemu.emulator.sandbox.SandboxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes back what {@link Images} made.
 *
 * @param label what the images to remove carry: a label, or {@code label=value}
 */
record ImageRemoval(Engine engine, String label) {
  /** A container that is still there after this long belongs to an emulator that was killed. */
  private static final Duration ABANDONED = Duration.ofMinutes(2);

  static ImageRemoval ofAll(Engine engine) {
    return new ImageRemoval(engine, Images.KIND);
  }

  /**
   * What became of our images.
   *
   * @param removed those that are gone
   * @param inUse those that a container needs, which are left
   */
  record Result(List<String> removed, List<String> inUse) {}

  /**
   * Removes prepared images and static bases, and containers left behind in making them. Images of
   * the user's are never touched.
   *
   * @throws SandboxException if the engine fails
   */
  Result run() {
    removeAbandoned();
    Result result = new Result(new ArrayList<>(), new ArrayList<>());
    String filter = EngineCalls.quote("{\"label\":[\"" + label + "\"]}");
    for (JsonNode image : engine.calls().get("list its images", "/images/json?filters=" + filter)) {
      JsonNode tags = image.path("RepoTags");
      for (JsonNode tag : tags) {
        if (ours(tag.asText())) {
          remove(tag.asText(), result);
        }
      }
    }
    return result;
  }

  /** An image that somebody made from a prepared one has its labels, and is not ours. */
  private static boolean ours(String tag) {
    return Images.REPOSITORIES.stream().anyMatch(name -> tag.contains(name + ":"));
  }

  private void remove(String name, Result result) {
    boolean removed =
        engine.ask(
            "remove image " + name,
            () -> {
              try {
                engine.client().removeImageCmd(name).exec();
                return true;
              } catch (NotFoundException e) {
                return true; // somebody was faster
              } catch (ConflictException e) {
                return false;
              }
            });
    (removed ? result.removed() : result.inUse()).add(name);
  }

  private void removeAbandoned() {
    String filter =
        EngineCalls.quote(
            "{\"name\":[\"" + IdleContainer.NAME_PREFIX + "\"],\"status\":[\"created\"]}");
    long before = Instant.now().minus(ABANDONED).getEpochSecond();
    for (JsonNode container :
        engine.calls().get("list its containers", "/containers/json?all=true&filters=" + filter)) {
      if (container.path("Created").asLong() < before) {
        new IdleContainer(engine, container.path("Id").asText()).close();
      }
    }
  }
}
