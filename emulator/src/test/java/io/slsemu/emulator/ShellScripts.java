package io.slsemu.emulator;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Functions that are scripts for a shell, in either kind of sandbox. */
final class ShellScripts {
  /** Answers every event. */
  static final String SERVES =
      """
      api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
      while :; do
        curl -fsS -D /tmp/h -o /tmp/e $api/next || continue
        id=$(grep -i ^Lambda-Runtime-Aws-Request-Id: /tmp/h | tr -d '\\r' | cut -d' ' -f2)
        curl -sS -o /dev/null -d '"ok"' $api/$id/response
      done""";

  private ShellScripts() {}

  /** Where scripts find a shell; this machine's own in a process sandbox. */
  static @Nullable String image(SandboxKind kind) {
    return kind == SandboxKind.DOCKER ? TestImages.shell() : null;
  }

  /** A function of the fixtures. */
  static FunctionCode fixture(SandboxKind kind, String function) {
    return new FunctionCode.Directory(Functions.directory(function), image(kind));
  }

  /** A function whose bootstrap has these lines, in a directory of the test's. */
  static FunctionCode bootstrap(SandboxKind kind, Path code, String... lines) throws IOException {
    script(code.resolve("bootstrap"), lines);
    return new FunctionCode.Directory(code, image(kind));
  }

  static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
