package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.Map;
import java.util.UUID;

/**
 * A container that is never started: the engine's way to an image's files.
 *
 * @param id the engine's name for it
 */
record IdleContainer(Engine engine, String id) implements AutoCloseable {
  /** What their names begin with: their labels are those of the images made from them. */
  static final String NAME_PREFIX = "sls-emu-image-";

  /** An image without a program is refused, unless the container names one. */
  private static final String NO_PROGRAM = "/var/rapid/init";

  /**
   * @param hasProgram whether the image has an ENTRYPOINT or CMD
   */
  static IdleContainer of(
      Engine engine, String image, boolean hasProgram, Map<String, String> labels) {
    return new IdleContainer(
        engine,
        engine.ask(
            "make a container from " + image,
            () -> {
              var command =
                  engine
                      .client()
                      .createContainerCmd(image)
                      .withName(NAME_PREFIX + UUID.randomUUID())
                      .withLabels(labels)
                      .withNetworkDisabled(true);
              return (hasProgram ? command : command.withCmd(NO_PROGRAM)).exec().getId();
            }));
  }

  /** With the volumes that the image declares, which the engine has made for it. */
  @Override
  public void close() {
    try {
      engine.ask(
          "remove the container " + id,
          () -> engine.client().removeContainerCmd(id).withRemoveVolumes(true).exec());
    } catch (SandboxException e) {
      // The engine is gone, or somebody swept: what is left then, removeAll finds by its name.
      return;
    }
  }
}
