package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Removes containers of ours. */
record ContainerRemoval(Engine engine) {
  private static final int IN_PROGRESS = 409;
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For a sweep that somebody waits for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Returns once it is gone, or cannot be removed now: then it is swept later. */
  void run(String id) {
    try {
      long start = System.nanoTime();
      // An engine that is removing it already, since it ended by itself, says so until it is done.
      boolean inProgress = true;
      while (inProgress) {
        inProgress = ask(id) == IN_PROGRESS && pause(start, PATIENCE);
      }
    } catch (SandboxException engineIsGone) {
      // The next start sweeps it.
      return;
    }
  }

  /**
   * Whether emulators that are gone have left any.
   *
   * @throws SandboxException if the engine does not answer
   */
  boolean isCalledFor() {
    return !ofGoneEmulators(Owner.machine(OwnContainer.find(engine))).isEmpty();
  }

  /**
   * Removes the containers of emulators that are gone. One that the engine is just making is listed
   * before it can be removed (it answers 404 until then), so only the list tells what is gone.
   *
   * @param patience for those that cannot be removed at once
   * @return a line for each; one that begins with {@code "left "} is still there
   * @throws SandboxException if the engine does not answer
   */
  List<String> sweep(Duration patience) {
    String here = Owner.machine(OwnContainer.find(engine));
    Map<String, String> objections = new LinkedHashMap<>();
    long start = System.nanoTime();
    Map<String, JsonNode> left = ofGoneEmulators(here);
    boolean more = !left.isEmpty();
    while (more) {
      left.forEach((id, container) -> objections.put(id, remove(id, container)));
      left = ofGoneEmulators(here);
      more = !left.isEmpty() && pause(start, patience);
    }
    Set<String> still = left.keySet();
    List<String> lines = new ArrayList<>();
    objections.forEach(
        (id, why) -> {
          String line = "container " + id.substring(0, 12) + " of an emulator that is gone";
          lines.add(still.contains(id) ? "left " + line + ": " + why : line);
        });
    return lines;
  }

  /**
   * Lets the engine do its work.
   *
   * @return whether to ask it again
   */
  private static boolean pause(long start, Duration patience) {
    long elapsed = System.nanoTime() - start;
    if (elapsed >= patience.toNanos()) {
      return false;
    }
    LockSupport.parkNanos(pauseNanos(elapsed));
    return true;
  }

  /**
   * An engine that takes long has much to do: it is asked ever more seldom, yet what it has done is
   * noticed after half as long again at most.
   */
  static long pauseNanos(long elapsedNanos) {
    return Math.min(Math.max(elapsedNanos / 2, LEAST_PAUSE_NANOS), LONGEST_PAUSE_NANOS);
  }

  private Map<String, JsonNode> ofGoneEmulators(String here) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    String filter = EngineCalls.quote("{\"label\":[\"" + Owner.LABEL + "\"]}");
    for (JsonNode container :
        engine.calls().get("list its containers", "/containers/json?all=1&filters=" + filter)) {
      if (isGone(Owner.parse(container.path("Labels").path(Owner.LABEL).asText()), here)) {
        found.put(container.path("Id").asText(), container);
      }
    }
    return found;
  }

  /**
   * Asks for it once.
   *
   * @return why it may still be there afterwards
   */
  private String remove(String id, JsonNode container) {
    try {
      if (container.path("State").asText().equals("paused")) {
        engine.calls().post("end the container " + id, "/containers/" + id + "/unpause", null);
      }
      return ask(id) == IN_PROGRESS ? "the engine is removing it" : "the engine is making it";
    } catch (SandboxException refused) {
      return refused.getMessage();
    }
  }

  private int ask(String id) {
    return engine
        .calls()
        .delete("remove the container " + id, "/containers/" + id + "?force=1&v=1");
  }

  private boolean isGone(Owner owner, String here) {
    String container = owner.container();
    if (container == null || container.equals(here)) {
      return owner.isGone(here);
    }
    JsonNode found =
        engine.calls().find("look for an emulator", "/containers/" + container + "/json");
    return found == null || !found.path("State").path("Running").asBoolean();
  }
}
