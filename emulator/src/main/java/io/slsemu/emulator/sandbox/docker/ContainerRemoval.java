package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Removes containers of ours. */
record ContainerRemoval(Engine engine) {
  private static final int IN_PROGRESS = 409;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Returns once it is gone, or cannot be removed now: then it is swept later. */
  void run(String id) {
    try {
      long start = System.nanoTime();
      String path = "/containers/" + id + "?force=1&v=1";
      // An engine that is removing it already, since it ended by itself, says so until it is done.
      while (engine.calls().delete("remove the container " + id, path) == IN_PROGRESS
          && System.nanoTime() - start < PATIENCE_NANOS) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    } catch (SandboxException engineIsGone) {
      // The next start sweeps it.
      return;
    }
  }

  /**
   * Removes the containers of emulators that are gone.
   *
   * @return a line for each
   * @throws SandboxException if the engine does not answer
   */
  List<String> sweep() {
    List<String> removed = new ArrayList<>();
    String here = Owner.machine(OwnContainer.find(engine));
    String filter = EngineCalls.quote("{\"label\":[\"" + Owner.LABEL + "\"]}");
    for (JsonNode container :
        engine.calls().get("list its containers", "/containers/json?all=1&filters=" + filter)) {
      Owner owner = Owner.parse(container.path("Labels").path(Owner.LABEL).asText());
      String id = container.path("Id").asText();
      if (isGone(owner, here)) {
        if (container.path("State").asText().equals("paused")) {
          engine.calls().post("end the container " + id, "/containers/" + id + "/unpause", null);
        }
        run(id);
        removed.add("container " + id.substring(0, 12) + " of an emulator that is gone");
      }
    }
    return removed;
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
