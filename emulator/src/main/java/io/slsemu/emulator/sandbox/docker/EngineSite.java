package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.Peers;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.SharedRuntimeApi;
import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this emulator's containers are: the engine, the network, and what of this machine serves
 * them.
 *
 * @param owner whose its containers are
 * @param keeper the helper process
 * @param delivery how code and {@code /tmp} get into containers
 * @param events what the engine says of containers
 * @param removals sees containers off
 */
record EngineSite(
    Engine engine,
    Owner owner,
    RuntimeNetwork network,
    InitListener inits,
    Keeper keeper,
    CodeDelivery delivery,
    EngineEvents events,
    Removals removals,
    Shared shared)
    implements AutoCloseable {
  /** The service's own port of the Runtime API (lambda-platform §6.3). */
  private static final int RUNTIME_API_PORT = 9001;

  /** The one listener of all Runtime APIs, opened with the first. */
  static final class Shared {
    private @Nullable SharedRuntimeApi listener;

    private synchronized SharedRuntimeApi of(RuntimeApiServer server, RuntimeNetwork network)
        throws IOException {
      SharedRuntimeApi open = listener;
      if (open == null) {
        open = server.listen(network.gateway(), RUNTIME_API_PORT);
        listener = open;
      }
      return open;
    }
  }

  /** A Runtime API for one container. */
  RuntimeApiEndpoint runtimeApi(RuntimeApiServer server, MeetingPoint session, ContainerSlot slot)
      throws IOException {
    return network.isShared()
        ? server.open(
            session, network.gateway(), Peers.ofProcesses(keeper, slot.limits()::processes))
        : shared.of(server, network).open(session, slot.channel().peer());
  }

  /**
   * Connects to what listens in a container, at its own address.
   *
   * @throws IOException if nothing does
   */
  Socket connect(ContainerSlot slot, int port) throws IOException {
    return network.isShared()
        ? Peers.ofProcesses(keeper, slot.limits()::processes)
            .connect(List.of(slot.address(), network.gateway()), port)
        : new Socket(slot.address(), port);
  }

  /** Ends a container and waits until the engine has removed it. What fails is swept later. */
  void remove(ContainerSlot slot) {
    thaw(slot);
    slot.channel().close();
    slot.limits().remove();
    removals.run(slot.id());
  }

  /** What is frozen may not be able to die. */
  private static void thaw(ContainerSlot slot) {
    try {
      slot.limits().thaw();
    } catch (UncheckedIOException | SandboxException gone) {
      // Or its engine is: then whoever sweeps thaws it.
      return;
    }
  }

  /** Whether a container runs, by the engine's word; true if the engine has none to say. */
  boolean isThere(ContainerSlot slot) {
    try {
      JsonNode container =
          engine.calls().find("look at a container", "/containers/" + slot.id() + "/json");
      return container != null && container.path("State").path("Running").asBoolean();
    } catch (SandboxException silent) {
      return true;
    }
  }

  /** What became of a container that has ended without our doing. */
  String loss(String id) {
    return "the container %s of the engine at %s was ended from outside"
        .formatted(id.substring(0, 12), engine.address().host());
  }

  SandboxException lost(String id, @Nullable Exception cause) {
    return new SandboxException(
        loss(id), "docker events tells who did it, the engine's log whether it stopped", cause);
  }

  @Override
  public void close() {
    inits.close();
    events.close();
    keeper.close();
    engine.close();
  }
}
