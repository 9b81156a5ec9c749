package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.CgroupLimits;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import java.io.UncheckedIOException;
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
    try {
      String tmp =
          place == null ? "memory" : site.keeper().makePlace(place, key.ephemeralStorageMb());
      id = create(key, call, place);
      site.engine().calls().post("start a container", "/containers/" + id + "/start", null);
      InitChannel channel = await(call);
      long process = processOf(id);
      return new ContainerSlot(id, process, place, tmp, channel, limits(id, process));
    } catch (RuntimeException e) {
      site.inits().forget(call);
      if (!id.isEmpty()) {
        new ContainerRemoval(site.engine()).run(id);
      }
      if (place != null) {
        site.keeper().dropPlace(place);
      }
      throw e;
    }
  }

  void discard(ContainerSlot slot) {
    site.discard(slot);
  }

  private Path nextPlace() {
    return site.keeper().runDirectory().resolve("container-" + places.incrementAndGet());
  }

  private String create(ContainerKey key, InitListener.Expected call, @Nullable Path place) {
    String address = site.network().gateway().getHostAddress() + ":" + site.inits().port();
    int cpus = Runtime.getRuntime().availableProcessors();
    ObjectNode document =
        new ContainerSettings(key, site.network().mode(), addHosts, cpus)
            .document(
                site.engine().calls().mapper(),
                owner.toString(),
                new ContainerSettings.Caller(address, call.token()),
                place);
    String name = "sls-emu-" + call.token().substring(0, 12);
    return site.engine()
        .calls()
        .post("make a container", "/containers/create?name=" + name, document)
        .path("Id")
        .asText();
  }

  private static InitChannel await(InitListener.Expected call) {
    try {
      return call.channel().get(CALL_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new SandboxException(
          "a container was started, and its init did not call within " + CALL_SECONDS + " s",
          "a firewall may stand between the engine's network and this machine; docker events tells more",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while a container started", "try again", e);
    }
  }

  private long processOf(String id) {
    JsonNode container =
        site.engine().calls().get("look at a container", "/containers/" + id + "/json");
    return container.path("State").path("Pid").asLong();
  }

  /** By the group's files where they are here and can be written, else by the engine's word. */
  private Limits limits(String id, long process) {
    Cgroup group = site.hasPlaces() ? groupOf(id, process) : null;
    if (group == null) {
      return new EngineLimits(site.engine(), id);
    }
    site.keeper().note("thaw", group.thawCommand());
    if (!group.memoryEvents().isEmpty()) {
      site.keeper().watchMemory(Path.of(group.memoryEvents()), process);
    }
    return new CgroupLimits(group);
  }

  private static @Nullable Cgroup groupOf(String id, long process) {
    try {
      return CgroupDetection.ofContainer(process, id);
    } catch (UncheckedIOException gone) {
      throw EngineSite.lost(id, gone);
    }
  }
}
