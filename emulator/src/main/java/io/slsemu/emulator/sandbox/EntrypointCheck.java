package io.slsemu.emulator.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bootstrap and reads, as the kernel will, whether it is a program (decisions 15).
 *
 * @param taskRoot the unpacked code: {@code /var/task}
 * @param layers the unpacked layers, {@code /opt}; or null
 * @param architecture of the machine it would run on, as {@code uname -m} writes it
 * @param shows whether a path outside of both exists for the program: the dynamic loader or the
 *     interpreter of a script
 */
public record EntrypointCheck(
    Path taskRoot, @Nullable Path layers, String architecture, Predicate<String> shows) {
  /** Where the images of the service's own runtimes have theirs. */
  private static final String OF_IMAGE = "/var/runtime/bootstrap";

  private static final int HEAD = 256; // what the kernel reads of a script's first line

  /** Against the file system that the process sandbox shows. */
  public static Entrypoint onThisHost(Path taskRoot, @Nullable Path layers) {
    return new EntrypointCheck(
            taskRoot,
            layers,
            ElfHeader.architectureOfThisMachine(),
            path -> Files.exists(Path.of(path)))
        .run();
  }

  /** The first bootstrap there is decides. */
  public Entrypoint run() {
    if (Files.exists(taskRoot.resolve("bootstrap"))) {
      return check("/var/task/bootstrap", taskRoot.resolve("bootstrap"));
    }
    if (layers != null && Files.exists(layers.resolve("bootstrap"))) {
      return check("/opt/bootstrap", layers.resolve("bootstrap"));
    }
    if (shows.test(OF_IMAGE)) {
      return runnable(OF_IMAGE);
    }
    return new Entrypoint.NotRunnable(
        "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
        "there is no file named bootstrap in " + taskRoot,
        "Build one, or name its directory.");
  }

  private Entrypoint check(String path, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return refused(path, "permission denied", file + " is not a file", "Put a program there.");
      }
      if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return refused(
            path, "permission denied", file + " is not executable by all", "chmod 755 it.");
      }
      return checkContent(path, file);
    } catch (IOException e) {
      return refused(
          path,
          "permission denied",
          file + " cannot be read: " + e.getMessage(),
          "See ls -l " + file + ".");
    }
  }

  private Entrypoint checkContent(String path, Path file) throws IOException {
    ElfHeader elf = ElfHeader.read(file);
    if (elf != null) {
      return checkElf(path, elf);
    }
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    if (head.length < 2 || head[0] != '#' || head[1] != '!') {
      return refused(
          path,
          "exec format error",
          "bootstrap is neither a Linux program nor a script",
          "Begin a script with #!/bin/sh.");
    }
    return checkScript(path, new String(head, 2, head.length - 2, StandardCharsets.ISO_8859_1));
  }

  private Entrypoint checkElf(String path, ElfHeader elf) {
    if (!elf.architecture().equals(architecture)) {
      return refused(
          path,
          "exec format error",
          "bootstrap is built for %s; this machine is %s"
              .formatted(elf.architecture(), architecture),
          "Build it for %s (Go: GOARCH=%s).".formatted(architecture, goName()));
    }
    String loader = elf.loader();
    if (loader != null && !exists(loader)) {
      return missing(
          path, "its dynamic loader " + loader, "Link it statically (Go: CGO_ENABLED=0).");
    }
    return runnable(path);
  }

  private String goName() {
    return architecture.equals("x86_64") ? "amd64" : "arm64";
  }

  private Entrypoint checkScript(String path, String head) {
    int end = head.indexOf('\n');
    String line = end < 0 ? head : head.substring(0, end);
    int start = 0;
    while (start < line.length() && (line.charAt(start) == ' ' || line.charAt(start) == '\t')) {
      start++;
    }
    int stop = start;
    while (stop < line.length() && line.charAt(stop) != ' ' && line.charAt(stop) != '\t') {
      stop++;
    }
    String interpreter = line.substring(start, stop);
    if (interpreter.isEmpty()) {
      return refused(
          path,
          "exec format error",
          "bootstrap's #! line names no interpreter",
          "Write #!/bin/sh.");
    }
    if (interpreter.endsWith("\r")) {
      return missing(path, "its interpreter", "Its lines end as on Windows: convert them.");
    }
    return exists(interpreter)
        ? runnable(path)
        : missing(path, "its interpreter " + interpreter, "Install it here, or name another.");
  }

  private static Entrypoint runnable(String path) {
    return Entrypoint.Runnable.bootstrap(path, "/var/task");
  }

  private boolean exists(String path) {
    if (path.startsWith("/var/task/")) {
      return Files.exists(taskRoot.resolve(path.substring("/var/task/".length())));
    }
    if (path.startsWith("/opt/")) {
      return layers != null && Files.exists(layers.resolve(path.substring("/opt/".length())));
    }
    return shows.test(path);
  }

  private static Entrypoint missing(String path, String what, String remedy) {
    return refused(
        path,
        "no such file or directory",
        "bootstrap needs " + what + ", which is not there",
        remedy);
  }

  private static Entrypoint refused(String path, String reason, String cause, String remedy) {
    return new Entrypoint.NotRunnable("fork/exec " + path + ": " + reason, cause, remedy);
  }
}
