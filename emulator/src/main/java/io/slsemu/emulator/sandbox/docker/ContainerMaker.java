package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.CgroupLimits;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes and starts empty containers. */
final class ContainerMaker {
  private static final long CALL_SECONDS = 15;

  private final EngineSite site;
  private final Owner owner;
  private final List<String> addHosts;
  private final AtomicInteger places = new AtomicInteger();

  ContainerMaker(EngineSite site, Owner owner, List<String> addHosts) {
    this.site = site;
    this.owner = owner;
    this.addHosts = addHosts;
  }

  /**
   * Makes one, and waits until its init has called.
   *
   * @throws SandboxException if the engine refuses, or the init does not call
   */
  ContainerSlot make(ContainerKey key) {
    InitListener.Expected call = site.inits().expect();
    Path place = site.hasPlaces() ? nextPlace() : null;
    String id = "";
    String name = "sls-emu-" + call.token().substring(0, 12);
    site.keeper().note("making", name);
    try {
      String tmp =
          place == null ? "memory" : site.keeper().makePlace(place, key.ephemeralStorageMb());
      id = create(key, call, name, place);
      site.engine().calls().post("start a container", "/containers/" + id + "/start", null);
      InitChannel channel = await(call, id);
      site.keeper().note("made", name);
      long process = processOf(id);
      return new ContainerSlot(id, process, place, tmp, channel, limits(id, process));
    } catch (RuntimeException e) {
      site.inits().forget(call);
      if (!id.isEmpty()) {
        new ContainerRemoval(site.engine()).run(id);
      }
      if (!id.isEmpty() || e.getCause() instanceof DockerException) {
        site.keeper().note("made", name); // otherwise the engine may still come to it
      }
      if (place != null) {
        site.keeper().dropPlace(place);
      }
      throw e;
    }
  }

  private Path nextPlace() {
    return site.keeper().runDirectory().resolve("container-" + places.incrementAndGet());
  }

  private String create(
      ContainerKey key, InitListener.Expected call, String name, @Nullable Path place) {
    String address = site.network().gateway().getHostAddress() + ":" + site.inits().port();
    int cpus = Runtime.getRuntime().availableProcessors();
    ObjectNode document =
        new ContainerSettings(key, site.network().mode(), addHosts, cpus)
            .document(
                site.engine().calls().mapper(),
                owner.toString(),
                new ContainerSettings.Caller(address, call.token()),
                place);
    return site.engine()
        .calls()
        .post("make a container", "/containers/create?name=" + name, document)
        .path("Id")
        .asText();
  }

  private InitChannel await(InitListener.Expected call, String id) {
    try {
      for (int second = 0; second < CALL_SECONDS; second++) {
        try {
          return call.channel().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException notYet) {
          requireRunning(id);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call never fails: it comes or it does not", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while a container started", "try again", e);
    }
    throw new SandboxException(
        "a container was started, and its init did not call within " + CALL_SECONDS + " s",
        "a firewall may stand between the engine's network and this machine; docker events tells more",
        null);
  }

  private void requireRunning(String id) {
    JsonNode state = look(id).path("State");
    if (!state.path("Running").asBoolean()) {
      throw new SandboxException(
          "the container %s ended as soon as it was started, with status %d"
              .formatted(id.substring(0, 12), state.path("ExitCode").asInt()),
          "docker events tells who did it",
          null);
    }
  }

  private JsonNode look(String id) {
    return site.engine().calls().get("look at a container", "/containers/" + id + "/json");
  }

  private long processOf(String id) {
    return look(id).path("State").path("Pid").asLong();
  }

  /** By the group's files where they are here and can be written, else by the engine's word. */
  private Limits limits(String id, long process) {
    Cgroup group = site.hasPlaces() ? CgroupDetection.ofContainer(process) : null;
    if (group == null) {
      return new EngineLimits(site.engine(), id);
    }
    site.keeper().note("thaw", group.thawCommand());
    if (!group.memoryEvents().isEmpty()) {
      site.keeper().watchMemory(Path.of(group.memoryEvents()), process);
    }
    return new CgroupLimits(group);
  }
}
