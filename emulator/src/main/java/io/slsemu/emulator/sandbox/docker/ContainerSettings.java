package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.cgroup.CpuQuota;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document from which the engine makes a container: the service's sandbox in Docker's words.
 *
 * @param key what it is for
 * @param network the network's mode
 * @param addHosts further names
 * @param cpus those it has, null for all
 */
record ContainerSettings(
    ContainerKey key, String network, List<String> addHosts, @Nullable String cpus) {
  static final String USER = "993:990"; // lambda-platform §6.2
  private static final int MAX_PROCESSES = 1024; // decisions 18
  static final int MAX_FILES = 1024; // lambda-platform §6.2
  private static final int MAX_LOCKED = 65_536;

  /**
   * @param caller what the init is told: where to call, and the token to show
   * @param furnishing what it sees besides its image
   */
  ObjectNode document(ObjectMapper mapper, String owner, Caller caller, Furnishing furnishing) {
    ObjectNode container = mapper.createObjectNode();
    container.put("Image", key.image()).put("User", USER).put("WorkingDir", "/");
    // The engine writes both into /etc/hosts, with the container's own address.
    container.put("Hostname", "sandbox").put("Domainname", "localdomain");
    container.put("StopSignal", "SIGKILL"); // a frozen one could not heed another
    container.putObject("Healthcheck").putArray("Test").add("NONE");
    container.putArray("Entrypoint").add("/var/rapid/init").add(caller.address());
    container.putArray("Env").add("SLS_EMU_TOKEN=" + caller.token());
    container
        .putObject("Labels")
        .put(Owner.LABEL, owner)
        .put("io.slsemu.memory", "" + key.memoryMb());
    ObjectNode host = container.putObject("HostConfig");
    limit(host);
    host.put("AutoRemove", true).put("Init", false).put("ReadonlyRootfs", true);
    host.put("NetworkMode", network);
    host.put("IpcMode", "none"); // the service has no /dev/shm
    host.putArray("CapDrop").add("ALL");
    host.putArray("SecurityOpt").add("no-new-privileges");
    addHosts.forEach(host.putArray("ExtraHosts")::add);
    // Only what the init itself has to complain of gets there.
    host.putObject("LogConfig").put("Type", "json-file").putObject("Config").put("max-size", "64k");
    furnishing.describe(host);
    return container;
  }

  /**
   * The same in Podman's words. It writes the host's name into /etc/hosts, but no domain's; adds a
   * {@code /var/tmp} that can be written; and makes no volume of memory, so that {@code /tmp} does
   * not outlive the container.
   */
  static ObjectNode forPodman(ObjectNode container, PodmanLimits limits) {
    container.put("Hostname", "sandbox.localdomain").remove("Domainname");
    ObjectNode host = container.withObject("/HostConfig");
    limits.name(host);
    ObjectNode memory = host.putObject("Tmpfs").put("/var/tmp", "ro,size=4k");
    for (Iterator<JsonNode> mounts = host.path("Mounts").elements(); mounts.hasNext(); ) {
      JsonNode mount = mounts.next();
      if (mount.path("Target").asText().equals("/tmp")
          && mount.path("Type").asText().equals("volume")) {
        memory.put("/tmp", mount.at("/VolumeOptions/DriverConfig/Options/o").asText());
        mounts.remove();
      }
    }
    return container;
  }

  /**
   * Who the init calls.
   *
   * @param address {@code host:port}
   */
  record Caller(String address, String token) {}

  private void limit(ObjectNode host) {
    long bytes = (long) key.memoryMb() << 20;
    host.put("Memory", bytes).put("MemorySwap", bytes);
    host.put("PidsLimit", MAX_PROCESSES);
    host.put("CpuPeriod", CpuQuota.PERIOD_MICROS);
    if (cpus != null) {
      // Init has the CPUs it sees, and no more.
      int visible = CpuQuota.visibleCpus(key.memoryMb());
      host.put("CpuQuota", CpuQuota.ofCpus(visible).quotaMicros());
      host.put("CpusetCpus", cpus);
    }
    ArrayNode limits = host.putArray("Ulimits");
    limit(limits, "nofile", MAX_FILES);
    limit(limits, "memlock", MAX_LOCKED);
    limit(limits, "core", 0); // a crash must not fill the disk
  }

  private static void limit(ArrayNode limits, String name, int value) {
    limits.addObject().put("Name", name).put("Soft", value).put("Hard", value);
  }
}
