package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The network that functions are in.
 *
 * @param mode what a container's settings say
 * @param gateway the address of this machine in it: where Runtime APIs listen
 * @param isShared whether it is this machine's own, where functions cannot be told apart by address
 */
record RuntimeNetwork(String mode, InetAddress gateway, boolean isShared) {
  /** Ours: one for all emulators of an engine. It stays when they end, as images do. */
  static final String NAME = "sls-emu";

  /** The service's own address of the Runtime API (lambda-platform §6.3). */
  private static final String SUBNET = "169.254.100.0/24";

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final String GATEWAY = "169.254.100.1";

  /**
   * The network that functions join.
   *
   * @param users the user's, or null for our own, which is made if it is not there
   * @throws SandboxException if there is none, or one that we cannot reach functions in
   */
  static RuntimeNetwork join(Engine engine, @Nullable String users) {
    if (users == null) {
      JsonNode ours = only(engine);
      return read(ours == null ? make(engine) : ours);
    }
    JsonNode network =
        engine.calls().find("look for network " + users, "/networks/" + EngineCalls.quote(users));
    if (network == null) {
      throw new SandboxException(
          "there is no network " + users, "docker network ls lists those there are", null);
    }
    return read(network);
  }

  /**
   * All networks of our name: an engine that is asked for two at the same moment makes two. All
   * emulators agree on the first.
   */
  static List<JsonNode> ours(Engine engine) {
    String filter = EngineCalls.quote("{\"name\":[\"" + NAME + "\"]}");
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode network :
        engine.calls().get("look for network " + NAME, "/networks?filters=" + filter)) {
      if (network.path("Name").asText().equals(NAME)) { // the filter takes names that hold it too
        found.add(network);
      }
    }
    found.sort(
        Comparator.comparing((JsonNode network) -> network.path("Created").asText())
            .thenComparing(network -> network.path("Id").asText()));
    return found;
  }

  private static @Nullable JsonNode first(List<JsonNode> networks) {
    return networks.isEmpty() ? null : networks.get(0);
  }

  private static JsonNode make(Engine engine) {
    try {
      create(engine, !isTaken());
    } catch (SandboxException taken) {
      JsonNode others = awaitOthers(engine);
      if (others != null) {
        return others;
      }
      create(engine, false); // the addresses are somebody else's: the engine chooses
    }
    JsonNode made = only(engine);
    if (made == null) {
      throw new SandboxException(
          "the network " + NAME + " was removed while it was made", "run it again", null);
    }
    return made;
  }

  /** The first, once the others are away: with two of a name, an engine starts no container. */
  private static @Nullable JsonNode only(Engine engine) {
    List<JsonNode> all = ours(engine);
    for (JsonNode second : all.subList(Math.min(1, all.size()), all.size())) {
      try {
        String path = "/networks/" + second.path("Id").asText();
        engine.calls().delete("remove the second network " + NAME, path);
      } catch (SandboxException inUse) {
        break; // the engine's words at the next start of a container say what is wrong
      }
    }
    return first(all);
  }

  /**
   * Another emulator may be just making it: the engine holds its addresses before it tells of it.
   */
  private static @Nullable JsonNode awaitOthers(Engine engine) {
    long start = System.nanoTime();
    JsonNode found = first(ours(engine));
    while (found == null && System.nanoTime() - start < PATIENCE_NANOS) {
      LockSupport.parkNanos(PATIENCE_NANOS / 10);
      found = first(ours(engine));
    }
    return found;
  }

  /** Another engine on this machine may have the addresses, which this one would not notice. */
  private static boolean isTaken() {
    try {
      return NetworkInterface.getByInetAddress(address(GATEWAY)) != null;
    } catch (SocketException unknown) {
      return false;
    }
  }

  private static void create(Engine engine, boolean asTheService) {
    ObjectNode network = engine.calls().mapper().createObjectNode();
    network.put("Name", NAME).put("CheckDuplicate", true).put("Driver", "bridge");
    network.putObject("Labels").put("io.slsemu.network", "runtime");
    // No function reaches another one: the service has no way in.
    network.putObject("Options").put("com.docker.network.bridge.enable_icc", "false");
    if (asTheService) {
      network
          .putObject("IPAM")
          .putArray("Config")
          .addObject()
          .put("Subnet", SUBNET)
          .put("Gateway", GATEWAY);
    }
    engine.calls().post("make the network " + NAME, "/networks/create", network);
  }

  private static RuntimeNetwork read(JsonNode network) {
    String name = network.path("Name").asText();
    String driver = network.path("Driver").asText();
    if (driver.equals("host")) {
      return new RuntimeNetwork("host", InetAddress.getLoopbackAddress(), true);
    }
    for (JsonNode config : network.path("IPAM").path("Config")) {
      String gateway = config.path("Gateway").asText();
      if (driver.equals("bridge") && gateway.indexOf('.') > 0) {
        return new RuntimeNetwork(network.path("Id").asText(), address(gateway), false);
      }
    }
    throw new SandboxException(
        "functions cannot join network "
            + name
            + ": it is of kind "
            + driver
            + ", without a gateway",
        "name a bridge network, as docker network create makes one",
        null);
  }

  private static InetAddress address(String text) {
    try {
      int slash = text.indexOf('/');
      return InetAddress.getByName(slash < 0 ? text : text.substring(0, slash));
    } catch (UnknownHostException e) {
      throw new SandboxException("the network's gateway is '" + text + "'", "try another", e);
    }
  }
}
