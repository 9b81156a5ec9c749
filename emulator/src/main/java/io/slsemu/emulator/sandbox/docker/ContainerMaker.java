package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
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
import org.jspecify.annotations.Nullable;

/** Makes and starts empty containers. */
final class ContainerMaker {
  private static final long CALL_SECONDS = 15;

  private final EngineSite site;
  private final List<String> addHosts;

  ContainerMaker(EngineSite site, List<String> addHosts) {
    this.site = site;
    this.addHosts = addHosts;
  }

  /**
   * Makes one, and waits until its init has called.
   *
   * @param before the container whose {@code /tmp} it takes over and which is still there, or null
   * @throws SandboxException if the engine refuses, or the init does not call
   */
  ContainerSlot make(ContainerKey key, @Nullable ContainerSlot before) {
    Furnishing furnishing = site.delivery().furnish(key, before);
    InitListener.Expected call = site.inits().expect();
    String id = "";
    String name = "sls-emu-" + call.token().substring(0, 12);
    site.keeper().note("making", name);
    try {
      id = create(key, call, name, furnishing);
      String tmp = DockerSandboxProvider.join(furnishing.tmp());
      site.engine().calls().post("start a container", "/containers/" + id + "/start", null);
      InitChannel channel = await(call, id);
      site.keeper().note("made", name);
      long process = processOf(id);
      Limits limits = limits(id, process, channel, key.memoryMb());
      return new ContainerSlot(id, process, furnishing.place(), tmp, channel, limits);
    } catch (RuntimeException e) {
      site.inits().forget(call);
      if (!id.isEmpty()) {
        new ContainerRemoval(site.engine()).run(id);
      }
      if (!id.isEmpty() || e.getCause() instanceof DockerException) {
        site.keeper().note("made", name); // otherwise the engine may still come to it
      }
      if (furnishing.place() != null) {
        furnishing.tmp().exceptionally(notMade -> "").join(); // else it would be made after this
        site.delivery().drop(furnishing.place());
      }
      throw e;
    }
  }

  private String create(
      ContainerKey key, InitListener.Expected call, String name, Furnishing furnishing) {
    String address = site.network().gateway().getHostAddress() + ":" + site.inits().port();
    int cpus = Runtime.getRuntime().availableProcessors();
    ObjectNode document =
        new ContainerSettings(key, site.network().mode(), addHosts, cpus)
            .document(
                site.engine().calls().mapper(),
                site.owner().toString(),
                new ContainerSettings.Caller(address, call.token()),
                furnishing);
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
  private Limits limits(String id, long process, InitChannel channel, int memoryMb) {
    Cgroup group = site.delivery().way() == CodeDelivery.Way.SHOWN ? groupOf(id, process) : null;
    if (group == null) {
      return engineLimits(id, channel, memoryMb);
    }
    site.keeper().note("thaw", group.thawCommand());
    if (!group.memoryEvents().isEmpty()) {
      site.keeper().watchMemory(Path.of(group.memoryEvents()), process);
    }
    return new CgroupLimits(group);
  }

  private @Nullable Cgroup groupOf(String id, long process) {
    try {
      return CgroupDetection.ofContainer(process, id);
    } catch (UncheckedIOException gone) {
      throw site.lost(id, gone);
    }
  }

  /** The kernel may kill one process for memory; the service ends the environment. */
  private Limits engineLimits(String id, InitChannel channel, int memoryMb) {
    EngineLimits limits = new EngineLimits(site.engine(), id, memoryMb, channel);
    site.events()
        .onOutOfMemory(
            id,
            () -> {
              limits.killedForMemory();
              if (!channel.exit().isDone()) { // else the order would be for the init
                channel.kill();
              }
            });
    channel.end().thenRun(() -> site.events().forget(id));
    return limits;
  }
}
