package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;

/** What emulators leave in an engine: some of it on purpose, since it makes the next start fast. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Removes the containers of emulators that are gone, copies of code, and our network and images
   * where nobody uses them.
   *
   * @return one line for each thing removed; one that begins with {@code "left "} is still there
   * @throws SandboxException if the engine does not answer
   */
  public static List<String> prune(EngineAddress address) {
    try (Engine engine = new Engine(address)) {
      List<String> lines =
          new ArrayList<>(new ContainerRemoval(engine).sweep(ContainerRemoval.PATIENCE));
      lines.addAll(CodeVolumes.remove(engine, true)); // they hold images
      for (String name : List.of(RuntimeNetwork.NAME, RuntimeNetwork.INNER)) {
        removeNetwork(engine, name, lines);
      }
      ImageRemoval.Result images = ImageRemoval.ofAll(engine).run();
      images.removed().forEach(name -> lines.add("image " + name));
      images.inUse().forEach(name -> lines.add("left image " + name + ": a container uses it"));
      return lines;
    }
  }

  private static void removeNetwork(Engine engine, String name, List<String> lines) {
    for (JsonNode network : RuntimeNetwork.all(engine, name)) {
      if (isServed(network)) {
        lines.add("left network " + name + ": an emulator uses it");
        continue;
      }
      try {
        String path = "/networks/" + network.path("Id").asText();
        engine.calls().delete("remove network " + name, path);
        lines.add("network " + name);
      } catch (SandboxException inUse) {
        lines.add("left network " + name + ": a container uses it");
      }
    }
  }

  /** An emulator listens there even while it has no container. */
  private static boolean isServed(JsonNode network) {
    ListeningSockets sockets = ListeningSockets.ofThisMachine();
    for (JsonNode config : network.path("IPAM").path("Config")) {
      String gateway = config.path("Gateway").asText();
      if (!gateway.isEmpty() && sockets.anyAt(RuntimeNetwork.address(gateway))) {
        return true;
      }
    }
    return false;
  }
}
