package io.slsemu.emulator.sandbox.docker;

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
    boolean podman) {

  /** The architecture as image metadata writes it. */
  String imageArchitecture() {
    return Architectures.ofImages(architecture);
  }
}
