package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits a container of Podman's must be made with. It raises those for processes and files
 * that are not named to 1,048,576, and where root itself may not raise a limit, such as in a
 * container without {@code CAP_SYS_RESOURCE}, the kernel refuses that and nothing starts.
 *
 * @param processes what this process may have at most; 0 where Podman's own figure can be had
 */
record PodmanLimits(long processes) {
  private static final long PODMANS_OWN = 1_048_576; // specgen of Podman 4.3
  private static final Pattern HARD = Pattern.compile("Max processes +\\S+ +(\\d+) .*");

  /** Those of an engine: on another machine they are not to be known from here. */
  static PodmanLimits of(EngineFacts facts) {
    return facts.isOnThisMachine()
        ? read(Path.of("/proc/self/limits"), Path.of("/proc/sys/kernel/pid_max"))
        : new PodmanLimits(0);
  }

  /**
   * @param limits as the kernel writes a process's limits
   * @param highest where it writes the highest process id, beyond which Podman has none either
   */
  static PodmanLimits read(Path limits, Path highest) {
    try {
      // By lines: /proc/sys gives its first read all there is, and JDK 17's readString asks for a
      // byte.
      long ids = Long.parseLong(Files.readAllLines(highest).get(0).strip());
      return new PodmanLimits(
          Files.readAllLines(limits).stream()
              .map(HARD::matcher)
              .filter(Matcher::matches)
              .mapToLong(line -> Math.min(ids, Long.parseLong(line.group(1))))
              .filter(most -> most < PODMANS_OWN)
              .findFirst()
              .orElse(0));
    } catch (IOException e) {
      return new PodmanLimits(0); // no Linux: Podman is in a machine of its own
    }
  }

  /** Names what is not named yet. */
  void name(ObjectNode hostConfig) {
    if (processes > 0) {
      ArrayNode named = hostConfig.withArray("Ulimits");
      List<String> names = named.findValuesAsText("Name");
      add(named, names, "nproc", processes);
      add(named, names, "nofile", ContainerSettings.MAX_FILES);
    }
  }

  private static void add(ArrayNode named, List<String> names, String name, long value) {
    if (!names.contains(name)) {
      named.addObject().put("Name", name).put("Soft", value).put("Hard", value);
    }
  }
}
