package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.cgroup.CpuList;

/**
 * What an engine says about itself.
 *
 * @param name what users call it, such as {@code Docker Desktop}
 * @param version its own version
 * @param apiVersion the newest API version it speaks
 * @param osType {@code linux}, or what containers are there instead
 * @param architecture as {@code uname -m} writes it
 * @param cgroupVersion 1 or 2
 * @param cgroupDriver {@code cgroupfs}, {@code systemd} or {@code none}
 * @param rootless whether the engine runs without root: its uid 0 is an ordinary user's
 * @param usersRemapped whether container users are other users of the host
 * @param storageDriver such as {@code overlay2}
 * @param machine the name of the machine it runs on
 * @param cpus how many its containers can have; 0 where it does not say
 * @param podman whether it is Podman, playing Docker
 */
public record EngineFacts(
    String name,
    String version,
    String apiVersion,
    String osType,
    String architecture,
    int cgroupVersion,
    String cgroupDriver,
    boolean rootless,
    boolean usersRemapped,
    String storageDriver,
    String machine,
    int cpus,
    boolean podman) {

  /** From the engine's answers to {@code /version} and {@code /info}. */
  static EngineFacts read(JsonNode version, JsonNode info) {
    boolean podman = version.path("Components").path(0).path("Name").asText().contains("Podman");
    String security = info.path("SecurityOptions").toString();
    return new EngineFacts(
        podman ? "Podman" : name(info),
        version.path("Version").asText("unknown"),
        version.path("ApiVersion").asText("unknown"),
        info.path("OSType").asText("linux"),
        Architectures.ofKernel(info.path("Architecture").asText(version.path("Arch").asText())),
        info.path("CgroupVersion").asText("1").endsWith("2") ? 2 : 1,
        info.path("CgroupDriver").asText("none"),
        security.contains("name=rootless") || info.path("Rootless").asBoolean(), // Podman's word
        security.contains("name=userns"),
        info.path("Driver").asText("unknown"),
        info.path("Name").asText(),
        info.path("NCPU").asInt(),
        podman);
  }

  private static String name(JsonNode info) {
    String system = info.path("OperatingSystem").asText();
    if (system.equals("Docker Desktop") || system.equals("OrbStack")) {
      return system;
    }
    return info.path("Name").asText().startsWith("colima") ? "Colima" : "Docker Engine";
  }

  /**
   * Whether containers can be limited and frozen: an ordinary user has no control groups of version
   * 1, and those of version 2 only where systemd delegates them. Without systemd rootless Podman
   * says {@code cgroupfs}, takes limits, and leaves its containers in the group it is in itself.
   */
  boolean hasLimits() {
    return !rootless || (cgroupVersion == 2 && cgroupDriver.equals("systemd"));
  }

  /** Whether it runs beside us, and not on another machine or in a virtual one. */
  boolean isOnThisMachine() {
    return machine.equals(Owner.machineName());
  }

  /** Its CPUs in the kernel's notation. It says how many; the gaps only its own machine knows. */
  String cpuList() {
    int count = cpus > 0 ? cpus : Runtime.getRuntime().availableProcessors();
    String online = isOnThisMachine() ? CpuList.online() : "";
    return CpuList.size(online) == count ? online : CpuList.first(count);
  }

  /** The architecture as image metadata writes it. */
  String imageArchitecture() {
    return Architectures.ofImages(architecture);
  }
}
