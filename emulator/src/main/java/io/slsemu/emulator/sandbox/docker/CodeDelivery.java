package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a function's code and its {@code /tmp} get into containers: that depends on the engine. */
interface CodeDelivery {
  /** The ways there are, the best first. */
  enum Way {
    /** Mounts appear in containers that run: as root, on the engine's own machine. */
    SHOWN,
    /** The engine mounts this machine's directories when it makes a container. */
    BOUND,
    /** The engine does not see this machine's files: they are copied into its volumes. */
    COPIED
  }

  Way way();

  /** What a container has to be that serves this function. */
  ContainerKey key(SandboxSpec spec, PreparedImage image);

  /**
   * Makes what a container will see.
   *
   * @param before the container whose {@code /tmp} it takes over and which is still there, or null
   */
  Furnishing furnish(ContainerKey key, @Nullable ContainerSlot before);

  /**
   * Shows a container what it was not made with.
   *
   * @param before the container that has ended and whose {@code /tmp} it takes over, or null
   */
  void show(ContainerSlot slot, SandboxSpec spec, @Nullable ContainerSlot before);

  /** Takes back what was made for a container that is gone. */
  void drop(Path place);

  /** Where {@code /tmp} is kept if all goes well: {@code disk} or {@code memory}. */
  String tmp();

  static @Nullable Path directory(SandboxSpec spec) {
    return spec.code() instanceof FunctionCode.Directory code ? code.taskRoot() : null;
  }
}
