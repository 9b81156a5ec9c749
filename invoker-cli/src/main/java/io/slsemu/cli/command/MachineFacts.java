package io.slsemu.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code doctor} tells of the machine besides its sandboxes. */
final class MachineFacts {
  private static final long TOOL_SECONDS = 5;

  private final Map<String, String> environment;

  MachineFacts(Map<String, String> environment) {
    this.environment = environment;
  }

  String jvm() {
    return System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.runtime.version")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " CPUs";
  }

  String kernel() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  String cgroups() {
    Path root = Path.of("/sys/fs/cgroup");
    if (Files.exists(root.resolve("cgroup.controllers"))) {
      return "v2";
    }
    if (Files.isDirectory(root.resolve("unified"))) {
      return "v1 (hybrid)";
    }
    return Files.isDirectory(root.resolve("memory")) ? "v1" : "none mounted at " + root;
  }

  /** The first line a tool prints, or that it is missing. */
  String versionOf(String tool, String argument) {
    for (String directory : environment.getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(directory.isEmpty() ? "." : directory, tool);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return firstLine(program, argument);
      }
    }
    return "not on the PATH";
  }

  private static String firstLine(Path program, String argument) {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), argument);
    builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    try {
      Process process = builder.start();
      try {
        if (!process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
          return program + " does not answer";
        }
        byte[] output = process.getInputStream().readNBytes(1_024);
        return new String(output, StandardCharsets.UTF_8).strip().lines().findFirst().orElse("?");
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return program + " cannot be run: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "?";
    }
  }
}
