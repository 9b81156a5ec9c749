package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.CodeDelivery.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether functions in an engine's containers can be limited, and can reach this process; and if
 * not, what to do. What is outside a rootless engine's namespace has no address in its networks,
 * though root's networks on the machine may have the same ones.
 *
 * @param own the container that this process is in, or null
 */
record EngineReach(Engine engine, @Nullable OwnContainer own) {
  private static final String ALL_USERS = "4294967295";

  /**
   * Told before anything is made there for nothing.
   *
   * @throws SandboxException if functions could not be limited there, or not reach this process
   */
  void require() {
    requireLimits();
    if (engine.facts().rootless() && own == null && !isInUserNamespace()) {
      throw rootless(null);
    }
  }

  private void requireLimits() {
    if (!engine.facts().hasLimits()) {
      throw new SandboxException(
          "%s at %s is rootless and has no control groups: it can neither limit nor freeze functions"
              .formatted(engine.facts().name(), engine.address()),
          "use root's engine, or a machine with cgroup v2 and systemd; or use --sandbox process",
          null);
    }
  }

  /** In a user namespace we may be inside that of a rootless engine. */
  private static boolean isInUserNamespace() {
    try {
      return !Files.readString(Path.of("/proc/self/uid_map")).strip().endsWith(" " + ALL_USERS);
    } catch (IOException noLinux) {
      return false;
    }
  }

  /**
   * Only who sees a container's processes can tell its connections from others of the machine.
   *
   * @throws SandboxException if they cannot be told apart
   */
  static void requireKnown(RuntimeNetwork network, CodeDelivery delivery) {
    if (network.isShared() && delivery.way() != Way.SHOWN) {
      throw new SandboxException(
          "functions in the machine's own network cannot be told apart from here",
          "leave --network host out; or run sls-emu as root, on the engine's machine",
          null);
    }
  }

  /** What is told where nobody of this machine can listen at a network's gateway. */
  SandboxException unreachable(RuntimeNetwork network, IOException cause) {
    EngineFacts facts = engine.facts();
    if (facts.rootless()) {
      return rootless(cause);
    }
    return new SandboxException(
        "%s at %s runs functions on the machine %s, from where they do not reach this process (%s)"
            .formatted(
                facts.name(),
                engine.address(),
                facts.machine(),
                network.gateway().getHostAddress() + " is not an address of this one"),
        inContainer(),
        cause);
  }

  private SandboxException rootless(@Nullable IOException cause) {
    return new SandboxException(
        "%s at %s is rootless: from its networks, in a namespace of their own, functions do not reach this process"
            .formatted(engine.facts().name(), engine.address()),
        inContainer(),
        cause);
  }

  /**
   * Rootless Podman's containers are by themselves in a network that does not let them join ours.
   */
  private String inContainer() {
    EngineFacts facts = engine.facts();
    Path socket = facts.isOnThisMachine() ? engine.address().socket() : null;
    return "run sls-emu in a container of that engine, with "
        + (facts.podman() && facts.rootless() ? "--network podman " : "")
        + "-v %s:/var/run/docker.sock; or use --sandbox process"
            .formatted(socket == null ? "/var/run/docker.sock" : socket);
  }
}
