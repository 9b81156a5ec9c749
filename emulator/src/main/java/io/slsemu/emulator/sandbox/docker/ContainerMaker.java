package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.CgroupLimits;
import io.slsemu.emulator.sandbox.cgroup.CpuRound;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import io.slsemu.emulator.sandbox.host.LoopbackAddresses;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and starts empty containers. */
final class ContainerMaker {
  /** More in the making at once would only slow each other down. */
  static final int AT_ONCE = 16;

  private final EngineSite site;
  private final ThreadStarter threads;
  private final List<String> addHosts;
  private final ContainerGroups groups = new ContainerGroups();
  private final CpuRound round = new CpuRound();
  private final Turns turns = new Turns(AT_ONCE);

  ContainerMaker(EngineSite site, ThreadStarter threads, List<String> addHosts) {
    this.site = site;
    this.threads = threads;
    this.addHosts = addHosts;
  }

  /**
   * Makes one when its turn has come, and waits until its init has called.
   *
   * @param before the container whose {@code /tmp} it takes over and which is still there, or null
   * @throws SandboxException if the engine refuses, or the init does not call
   */
  ContainerSlot make(ContainerKey key, @Nullable ContainerSlot before) {
    return turns.take(() -> makeNow(key, before));
  }

  /** Makes none any more, also for those who wait for their turn. */
  void end() {
    turns.end();
  }

  private ContainerSlot makeNow(ContainerKey key, @Nullable ContainerSlot before) {
    Furnishing furnishing = site.delivery().furnish(key, before);
    InitListener.Expected call = site.inits().expect();
    String id = "";
    String name = "sls-emu-" + call.token().substring(0, 12);
    site.keeper().note("making", name);
    try {
      id = create(key, call, name, furnishing);
      String tmp = DockerSandboxProvider.join(furnishing.tmp());
      ContainerStart start = ContainerStart.of(site, threads, id);
      InitChannel channel = start.await(call.channel());
      site.keeper().note("made", name);
      long process = processOf(start);
      Limits limits = limits(id, process, channel, key.memoryMb());
      InetAddress address = site.network().isShared() ? ownAddress(call) : channel.peer();
      return new ContainerSlot(id, process, furnishing.place(), tmp, address, channel, limits);
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

  /** Where the machine's network is the container's too. */
  private static InetAddress ownAddress(InitListener.Expected call) {
    return LoopbackAddresses.of(Long.parseLong(call.token().substring(0, 8), 16));
  }

  private String create(
      ContainerKey key, InitListener.Expected call, String name, Furnishing furnishing) {
    String address = site.network().gateway().getHostAddress() + ":" + site.inits().port();
    String cpus = round.next(site.engine().facts().cpuList(), key.memoryMb());
    List<String> names = new ArrayList<>(addHosts);
    if (site.network().isShared()) {
      names.add("sandbox.localdomain:" + ownAddress(call).getHostAddress());
    }
    ObjectNode document =
        new ContainerSettings(key, site.network().mode(), names, cpus)
            .document(
                site.engine().calls().mapper(),
                site.owner().toString(),
                new ContainerSettings.Caller(address, call.token()),
                furnishing);
    if (site.engine().facts().podman()) {
      ContainerSettings.forPodman(document, PodmanLimits.of(site.engine().facts()));
    }
    return site.engine()
        .calls()
        .post("make a container", "/containers/create?name=" + name, document)
        .path("Id")
        .asText();
  }

  /** By the kernel's word, which comes first, else by the engine's; 0 where nobody needs it. */
  private long processOf(ContainerStart start) {
    if (site.delivery().way() != CodeDelivery.Way.SHOWN) {
      return 0;
    }
    long found = groups.processOf(start.id());
    return found == 0 ? start.process() : found;
  }

  /** By the group's files where they are here and can be written, else by the engine's word. */
  private Limits limits(String id, long process, InitChannel channel, int memoryMb) {
    Cgroup group = site.delivery().way() == CodeDelivery.Way.SHOWN ? groupOf(id, process) : null;
    if (group == null) {
      return engineLimits(id, channel, memoryMb);
    }
    groups.learn(id, group.entrances().get(0));
    site.keeper().note("thaw", group.thawCommand());
    if (!group.memoryEvents().isEmpty()) {
      site.keeper().watchMemory(Path.of(group.memoryEvents()), process);
    }
    return new CgroupLimits(group);
  }

  private @Nullable Cgroup groupOf(String id, long process) {
    try {
      return CgroupDetection.ofContainer(process, id, round);
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
