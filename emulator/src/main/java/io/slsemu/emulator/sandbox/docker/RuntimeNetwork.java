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
 * @param gateway the address of this machine, or of this container, in it: where Runtime APIs
 *     listen
 * @param isShared whether it is this machine's own, where functions cannot be told apart by address
 * @param isOpen whether functions are in it with other containers, and reach them
 */
record RuntimeNetwork(String mode, InetAddress gateway, boolean isShared, boolean isOpen) {
  /** Ours: one for all emulators of an engine. It stays when they end, as images do. */
  static final String NAME = "sls-emu";

  /** Ours where the emulator is in a container too: there containers reach each other. */
  static final String INNER = "sls-emu-inner";

  /** With room for more containers than one bridge takes, 1,023; a /24 would have 253. */
  private static final String SUBNET = "169.254.96.0/21";

  /** The service's own address of the Runtime API (lambda-platform §6.3). */
  private static final String GATEWAY = "169.254.100.1";

  /** This machine's own, which every engine has by this name; Podman does not list it. */
  private static final String HOST = "host";

  private static final RuntimeNetwork HOSTS =
      new RuntimeNetwork(HOST, InetAddress.getLoopbackAddress(), true, false);

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * The network that functions join.
   *
   * @param users the user's, or null for our own, which is made if it is not there
   * @throws SandboxException if there is none, or one that we cannot reach functions in
   */
  static RuntimeNetwork join(Engine engine, @Nullable String users) {
    return users != null && users.equals(HOST)
        ? HOSTS
        : read(provide(engine, users, NAME), engine.facts().podman());
  }

  /**
   * The network that functions and this container join.
   *
   * @param users the user's, or null for one of ours, which is made if it is not there
   * @throws SandboxException if there is none, or it cannot be joined
   */
  static RuntimeNetwork join(Engine engine, @Nullable String users, OwnContainer own) {
    String name = provide(engine, users, INNER).path("Name").asText();
    return new RuntimeNetwork(name, address(own.join(name)), false, true);
  }

  private static JsonNode provide(Engine engine, @Nullable String users, String ours) {
    if (users == null) {
      JsonNode network = only(engine, ours);
      return network == null ? make(engine, ours) : network;
    }
    JsonNode network =
        engine.calls().find("look for network " + users, "/networks/" + EngineCalls.quote(users));
    if (network == null) {
      throw new SandboxException(
          "there is no network " + users, "docker network ls lists those there are", null);
    }
    return network;
  }

  /**
   * All networks of a name: an engine that is asked for two at the same moment makes two. All
   * emulators agree on the first.
   */
  static List<JsonNode> all(Engine engine, String name) {
    String filter = EngineCalls.quote("{\"name\":[\"" + name + "\"]}");
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode network :
        engine.calls().get("look for network " + name, "/networks?filters=" + filter)) {
      if (network.path("Name").asText().equals(name)) { // the filter takes names that hold it too
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

  private static JsonNode make(Engine engine, String name) {
    try {
      create(engine, name, name.equals(NAME) && !isTaken());
    } catch (SandboxException taken) {
      JsonNode others = awaitOthers(engine, name);
      if (others != null) {
        return others;
      }
      create(engine, name, false); // the addresses are somebody else's: the engine chooses
    }
    JsonNode made = only(engine, name);
    if (made == null) {
      throw new SandboxException(
          "the network " + name + " was removed while it was made", "run it again", null);
    }
    return made;
  }

  /** The first, once the others are away: with two of a name, an engine starts no container. */
  private static @Nullable JsonNode only(Engine engine, String name) {
    List<JsonNode> all = all(engine, name);
    for (JsonNode second : all.subList(Math.min(1, all.size()), all.size())) {
      try {
        String path = "/networks/" + second.path("Id").asText();
        engine.calls().delete("remove the second network " + name, path);
      } catch (SandboxException inUse) {
        break; // the engine's words at the next start of a container say what is wrong
      }
    }
    return first(all);
  }

  /**
   * Another emulator may be just making it: the engine holds its addresses before it tells of it.
   */
  private static @Nullable JsonNode awaitOthers(Engine engine, String name) {
    long start = System.nanoTime();
    JsonNode found = first(all(engine, name));
    while (found == null && System.nanoTime() - start < PATIENCE_NANOS) {
      LockSupport.parkNanos(PATIENCE_NANOS / 10);
      found = first(all(engine, name));
    }
    return found;
  }

  /**
   * Whether another engine of this machine has the service's address: an engine knows of its own
   * networks only, and would make a second bridge that no answer finds its way to.
   */
  private static boolean isTaken() {
    try {
      return NetworkInterface.getByInetAddress(address(GATEWAY)) != null;
    } catch (SocketException unknown) {
      return false;
    }
  }

  private static void create(Engine engine, String name, boolean asTheService) {
    ObjectNode network = engine.calls().mapper().createObjectNode();
    network.put("Name", name).put("CheckDuplicate", true).put("Driver", "bridge");
    network.putObject("Labels").put("io.slsemu.network", "runtime");
    // No function reaches another one: the service has no way in. But an emulator in a container.
    network
        .putObject("Options")
        .put("com.docker.network.bridge.enable_icc", "" + name.equals(INNER));
    if (asTheService) {
      network
          .putObject("IPAM")
          .putArray("Config")
          .addObject()
          .put("Subnet", SUBNET)
          .put("Gateway", GATEWAY);
    }
    engine.calls().post("make the network " + name, "/networks/create", network);
  }

  /**
   * @param isOpen whether the engine cannot keep its containers from each other
   */
  private static RuntimeNetwork read(JsonNode network, boolean isOpen) {
    String name = network.path("Name").asText();
    String driver = network.path("Driver").asText();
    for (JsonNode config : network.path("IPAM").path("Config")) {
      String gateway = config.path("Gateway").asText();
      if (driver.equals("bridge") && gateway.indexOf('.') > 0) {
        return new RuntimeNetwork(network.path("Id").asText(), address(gateway), false, isOpen);
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

  /** From what an engine calls a gateway: an address, perhaps with the length of its prefix. */
  static InetAddress address(String text) {
    try {
      int slash = text.indexOf('/');
      return InetAddress.getByName(slash < 0 ? text : text.substring(0, slash));
    } catch (UnknownHostException e) {
      throw new SandboxException("the network's gateway is '" + text + "'", "try another", e);
    }
  }
}
