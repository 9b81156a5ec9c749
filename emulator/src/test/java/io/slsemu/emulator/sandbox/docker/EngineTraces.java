package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.KernelTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an emulator's containers leave to be seen on their machine. */
record EngineTraces(Engine engine, Path state) {

  /** The ids of this emulator's containers of that size, in whatever state. */
  List<String> containers(int memoryMb) {
    long self = ProcessHandle.current().pid();
    String filter = "{\"label\":[\"%s\",\"io.slsemu.memory=%d\"]}".formatted(Owner.LABEL, memoryMb);
    String path = "/containers/json?all=1&filters=" + EngineCalls.quote(filter);
    List<String> ids = new ArrayList<>();
    for (JsonNode found : engine.calls().get("list", path)) {
      if (Owner.parse(found.path("Labels").path(Owner.LABEL).asText()).process() == self) {
        ids.add(found.path("Id").asText());
      }
    }
    return ids;
  }

  /** Whether the kernel holds all of a container's processes. */
  boolean isFrozen(String id) {
    JsonNode container = engine.calls().find("look", "/containers/" + id + "/json");
    if (container == null) {
      return false; // the list has it a moment longer
    }
    long process = container.path("State").path("Pid").asLong();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process + "/cgroup"))) {
        String group = line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1);
        if (line.startsWith("0::") && Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
          return Files.readString(Path.of("/sys/fs/cgroup" + group + "/cgroup.events"))
              .contains("frozen 1");
        }
        if (line.contains(":freezer:")) {
          return Files.readString(Path.of("/sys/fs/cgroup/freezer" + group + "/freezer.state"))
              .equals("FROZEN\n");
        }
      }
      return false;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Mount points below the state directory. */
  List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .map(line -> line.split(" ")[4])
        .filter(point -> point.startsWith(state + "/run/"))
        .toList();
  }

  /** Loop devices over images below the state directory. */
  List<Path> disks() throws IOException {
    return KernelTrees.loopDevices(state + "/run/");
  }

  /** Control groups of these containers, in every hierarchy. */
  static List<Path> groups(List<String> ids) throws IOException {
    return KernelTrees.groups(name -> ids.stream().anyMatch(name::contains));
  }

  /** Directories of containers. */
  List<Path> places() throws IOException {
    try (Stream<Path> tree = Files.walk(state.resolve("run"), 2)) {
      return tree.filter(path -> path.getFileName().toString().startsWith("container-")).toList();
    }
  }
}
