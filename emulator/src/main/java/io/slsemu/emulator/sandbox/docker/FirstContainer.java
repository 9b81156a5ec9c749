package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.SandboxException;

/**
 * Brings a network up: Podman gives it an address of this machine with the first container in it,
 * and may take that away with the last. What listens there by then stays. Nothing runs in it but
 * our init, which finds nobody to call and gives up within 5 s, should nobody end it.
 *
 * @param id the engine's name for it
 */
record FirstContainer(Engine engine, String id) {
  /** Where nobody listens; it is read as an address, so it must not be 0. */
  private static final int NO_PORT = 1;

  /**
   * @param image one with our init in it
   * @throws SandboxException if the engine does not start it
   */
  static FirstContainer start(Engine engine, RuntimeNetwork network, Owner owner, String image) {
    ObjectNode container = engine.calls().mapper().createObjectNode();
    container.put("Image", image).put("User", ContainerSettings.USER);
    String nowhere = network.gateway().getHostAddress() + ":" + NO_PORT;
    container.putArray("Entrypoint").add("/var/rapid/init").add(nowhere);
    container.putArray("Env").add("SLS_EMU_TOKEN=");
    container.putObject("Labels").put(Owner.LABEL, owner.toString());
    ObjectNode host = container.putObject("HostConfig");
    host.put("NetworkMode", network.mode()).put("AutoRemove", true).put("ReadonlyRootfs", true);
    host.putArray("CapDrop").add("ALL");
    PodmanLimits.of(engine.facts()).name(host);
    FirstContainer first =
        new FirstContainer(
            engine,
            engine
                .calls()
                .post("make a container", "/containers/create", container)
                .path("Id")
                .asText());
    try {
      String path = "/containers/" + first.id() + "/start";
      engine.calls().post("bring the functions' network up", path, null);
      return first;
    } catch (SandboxException refused) {
      first.remove();
      throw refused;
    }
  }

  void remove() {
    new ContainerRemoval(engine).run(id);
  }
}
