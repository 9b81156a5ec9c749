package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code go} command of this machine. */
final class GoTool {
  /** The flags the service's own documentation builds with, plus those that keep it small. */
  private static final List<String> FLAGS = List.of("-tags", "lambda.norpc", "-ldflags=-s -w");

  /** Variables that change what is built. */
  private static final List<String> RELEVANT =
      List.of("GOFLAGS", "GOTOOLCHAIN", "GOEXPERIMENT", "GOAMD64", "GOARM64", "GOFIPS140");

  private final Map<String, String> environment;
  private final Path cache;
  private final Interruption interruption;

  /**
   * @param environment the caller's
   * @param cache where go may keep its own cache if the caller has no home
   */
  GoTool(Map<String, String> environment, Path cache, Interruption interruption) {
    this.environment = environment;
    this.cache = cache;
    this.interruption = interruption;
  }

  /** What the binary depends on besides the module's files, cheap to find out. */
  String salt(GoPackage source) throws IOException {
    StringBuilder salt = new StringBuilder("go ").append(FLAGS).append(Machine.goArch());
    salt.append(source.module().relativize(source.directory()));
    for (String name : RELEVANT) {
      salt.append(' ').append(environment.get(name));
    }
    Path go = find();
    if (go != null) {
      salt.append(go).append(Files.size(go)).append(Files.getLastModifiedTime(go));
    }
    return salt.toString();
  }

  /**
   * Builds a command.
   *
   * @return what go said
   * @throws CommandFailure with exit code 12 if there is no go, or it fails
   */
  String build(GoPackage source, String shown, Path output, BuildProgress progress)
      throws IOException {
    Path go = find();
    if (go == null) {
      throw new CommandFailure(
          ExitCode.BUILD_FAILED,
          "cannot build " + shown + ": go is not on the PATH",
          "install Go from https://go.dev/dl, or build the bootstrap elsewhere");
    }
    Path log = Files.createTempFile("sls-emu-go-", ".log");
    try {
      int status = run(command(go, source, output, log));
      String said = Files.readString(log, StandardCharsets.UTF_8);
      if (status != 0) {
        progress.failed(said);
        throw new CommandFailure(
            ExitCode.BUILD_FAILED, "go build failed in " + shown, "correct what go says above");
      }
      Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxr-xr-x"));
      return said;
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private ProcessBuilder command(Path go, GoPackage source, Path output, Path log) {
    ProcessBuilder builder = new ProcessBuilder(go.toString(), "build");
    builder.command().addAll(FLAGS);
    builder.command().addAll(List.of("-o", output.toString(), "."));
    builder.directory(source.directory().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(environment);
    variables.put("GOOS", "linux");
    variables.put("GOARCH", Machine.goArch());
    variables.put("CGO_ENABLED", "0");
    if (environment.getOrDefault("HOME", "").isEmpty()) {
      variables.putIfAbsent("GOCACHE", cache.resolve("go-build").toString());
      variables.putIfAbsent("GOPATH", cache.resolve("go").toString());
    }
    return builder;
  }

  private int run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Interruption.Registration registration = interruption.onInterrupt(() -> destroy(process));
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      destroy(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while go was building", e);
    } finally {
      registration.cancel();
    }
  }

  private static void destroy(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private @Nullable Path find() {
    for (String directory : environment.getOrDefault("PATH", "").split(":")) {
      Path go = Path.of(directory.isEmpty() ? "." : directory, "go");
      if (Files.isExecutable(go) && Files.isRegularFile(go)) {
        return go;
      }
    }
    return null;
  }
}
