package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/** What a user does in the engine beside us. All of it is gone when this is closed. */
public final class UserEngine implements AutoCloseable {
  private static final String NAME = "sls-emu-tests-" + ProcessHandle.current().pid();

  private final Engine engine = new Engine(TestEngine.address());
  private final List<String> made = new ArrayList<>();

  /** An image for a machine that this is not. */
  public String foreignImage() {
    String name = NAME + ":foreign";
    engine
        .calls()
        .post(
            "load",
            "/images/load?quiet=1",
            new ByteArrayInputStream(SavedImage.empty(name, foreignArchitecture())),
            "application/x-tar");
    made.add(0, "/images/" + name);
    return name;
  }

  public String foreignArchitecture() {
    return architecture().equals("amd64") ? "arm64" : "amd64";
  }

  /** The engine's own, as images name it. */
  public String architecture() {
    return engine.facts().imageArchitecture();
  }

  /** A bridge network, as {@code docker network create} makes one. */
  public String network() {
    ObjectNode network = engine.calls().mapper().createObjectNode();
    network.put("Name", NAME).put("CheckDuplicate", true).put("Driver", "bridge");
    engine.calls().post("make a network", "/networks/create", network);
    made.add(0, "/networks/" + NAME);
    return NAME;
  }

  /** The address of this machine in a network. */
  public String gateway(String network) {
    JsonNode found = engine.calls().get("look for a network", "/networks/" + network);
    return found.path("IPAM").path("Config").path(0).path("Gateway").asText();
  }

  /**
   * Starts a container.
   *
   * @return its name, which others in the network know it by
   */
  public String container(String image, String network, List<String> command) {
    ObjectNode container = engine.calls().mapper().createObjectNode();
    container.put("Image", image).put("User", "65534");
    command.forEach(container.putArray("Entrypoint")::add);
    container.putObject("HostConfig").put("NetworkMode", network).put("Init", true);
    String name = NAME + "-" + made.size();
    engine.calls().post("make a container", "/containers/create?name=" + name, container);
    made.add(0, "/containers/" + name + "?force=1&v=1");
    engine.calls().post("start a container", "/containers/" + name + "/start", null);
    return name;
  }

  @Override
  public void close() {
    made.forEach(path -> engine.calls().delete("remove what a test made", path));
    engine.close();
  }
}
