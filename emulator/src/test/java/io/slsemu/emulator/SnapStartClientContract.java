package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own runtime clients, with their hooks, in real sandboxes. */
abstract class SnapStartClientContract {
  private static final String HOOKS =
      """
      from snapshot_restore_py import register_before_snapshot, register_after_restore
      did = []
      register_before_snapshot(lambda: did.append("before"))
      register_after_restore(lambda: did.append("after"))
      def handler(event, context):
          return did
      """;
  private static final String FAILING_HOOK =
      """
      from snapshot_restore_py import register_after_restore
      def fail():
          raise ValueError("stale")
      register_after_restore(fail)
      def handler(event, context):
          return 1
      """;

  @TempDir Path code;
  private final SandboxKind kind;

  SnapStartClientContract(SandboxKind kind) {
    this.kind = kind;
  }

  @Test
  @DisplayName("8.2/44: Python's client runs its hooks around the checkpoint")
  void invokeWhenPythonHasHooksThenTheyRan() throws IOException {
    try (EmulatorFixture emulator =
        EmulatorFixture.in(kind, python(HOOKS), snapStart("python3.12"))) {
      InvokeResult cold = emulator.invoke("{}");
      InvokeResult warm = emulator.invoke("{}");

      assertThat(payload(cold)).isEqualTo("[\"before\", \"after\"]");
      assertThat(kinds(cold))
          .startsWith("RESTORE_START", "RESTORE_REPORT")
          .endsWith("START", "END", "REPORT");
      assertThat(payload(warm)).isEqualTo("[\"before\", \"after\"]");
      assertThat(warm.start().type()).isEqualTo("warm");
    }
  }

  @Test
  @DisplayName("8.2/44: Python's client reports a hook that fails")
  void invokeWhenPythonHookFailsThenItsErrorIsTheAnswer() throws IOException {
    try (EmulatorFixture emulator =
        EmulatorFixture.in(kind, python(FAILING_HOOK), snapStart("python3.12"))) {
      InvokeResult result = emulator.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(result.outcome().errorType()).isEqualTo("Runtime.AfterRestoreError");
      assertThat(payload(result)).contains("stale");
      assertThat(result.logs())
          .anyMatch(
              line -> line.endsWith("\tStatus: error\tError Type: Runtime.AfterRestoreError"));
    }
  }

  @Test
  @DisplayName("8.2/44: Java's client waits at restore/next and goes on")
  void invokeWhenJavaThenRestored() {
    FunctionCode java = in(Functions.directory("hello-java"));
    try (EmulatorFixture emulator = EmulatorFixture.in(kind, java, snapStart("java21"))) {
      InvokeResult result = emulator.invoke("{\"name\":\"you\"}");

      assertThat(payload(result)).isEqualTo("{\"message\":\"hello, you\"}");
      assertThat(kinds(result)).startsWith("RESTORE_START").contains("RESTORE_REPORT");
    }
  }

  /** Where a container needs an image, one with Python and Java. */
  private FunctionCode in(Path directory) {
    return new FunctionCode.Directory(
        directory, kind == SandboxKind.DOCKER ? TestImages.runtimes() : null);
  }

  private static Consumer<FunctionConfiguration.Builder> snapStart(String runtime) {
    return configuration ->
        configuration
            .runtime(new FunctionRuntime(runtime, true))
            .memory(new MemorySize(1_024))
            .timeout(new FunctionTimeout(30));
  }

  private FunctionCode python(String program) throws IOException {
    Path fixture = Functions.directory("hello-python");
    try (Stream<Path> files = Files.walk(fixture)) {
      for (Path file : files.filter(path -> !path.equals(fixture)).toList()) {
        if (file.getFileName().toString().startsWith("app.")) {
          continue; // its byte code would go before ours
        }
        Files.copy(file, code.resolve(fixture.relativize(file).toString()));
      }
    }
    Files.writeString(code.resolve("app.py"), program);
    // A sandbox reads the code as another user.
    Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxr-xr-x"));
    return in(code);
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream().map(line -> line.split("[ \t]")[0]).toList();
  }
}
