package io.slsemu.emulator;

import static io.slsemu.emulator.ShellScripts.SERVES;
import static io.slsemu.emulator.ShellScripts.image;
import static io.slsemu.emulator.ShellScripts.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.fixtures.Functions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes and extensions that are scripts of the test, the same in both kinds of sandbox. */
abstract class ScriptsContract {
  private static final String EXTENDS =
      """
      api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
      curl -fsS -D /tmp/x -o /dev/null -d '{"events":[]}' -H 'Lambda-Extension-Name: shows' \\
        $api/register
      id=$(grep -i ^Lambda-Extension-Identifier: /tmp/x | tr -d '\\r' | cut -d' ' -f2)
      curl -fsS -H "Lambda-Extension-Identifier: $id" $api/event/next""";

  private static final String RESTORES =
      """
      curl -fsS http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/restore/next
      echo restored""";

  /** Its record, by section 2.7 of runtime-api.md. */
  private static final String RESTORE_REPORT =
      "platform\\.restoreReport"
          + " \\{\"status\":\"success\",\"metrics\":\\{\"durationMs\":[0-9.]+\\}\\}";

  private static final Consumer<FunctionConfiguration.Builder> SNAP_START =
      EmulatorFixture.wholeCpu(30)
          .andThen(configuration -> configuration.runtime(new FunctionRuntime("java21", true)));

  private final SandboxKind kind;

  ScriptsContract(SandboxKind kind) {
    this.kind = kind;
  }

  /** A function without an extension is not asked: SIGKILL at once. */
  @Test
  @DisplayName("8.5/80: without an extension the runtime is killed outright")
  void closeWhenThereIsNoExtensionThenRuntimeHearsNoSigterm(@TempDir Path code) throws Exception {
    script(code.resolve("bootstrap"), "trap 'echo SIGTERM came' TERM", SERVES);
    EmulatorFixture fixture =
        EmulatorFixture.in(
            kind, new FunctionCode.Directory(code, image(kind)), EmulatorFixture.memory(1769));
    try (fixture) {
      assertThat(fixture.invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
    }
    assertThat(fixture.listener().lines()).doesNotContain("SIGTERM came");
  }

  @Test
  @DisplayName("8.5/82: a runtime that ignores SIGTERM has 30 %, the extension keeps the rest")
  void closeWhenRuntimeIgnoresSigtermThenExtensionHasTheRestOfTheBudget(@TempDir Path code)
      throws Exception {
    script(code.resolve("bootstrap"), "trap 'echo SIGTERM came' TERM", SERVES);
    EmulatorFixture fixture =
        EmulatorFixture.in(
            kind,
            new FunctionCode.Directory(code, image(kind), Functions.directory("extension-probe")),
            EmulatorFixture.memory(1769));
    try (fixture) {
      assertThat(fixture.invoke("{}").outcome().kind()).isEqualTo(Kind.OK);
    }
    // Of 2000 ms the runtime took 600; the probe tells what is left in steps of 500.
    assertThat(fixture.listener().lines())
        .containsSubsequence("SIGTERM came", "extension-probe: shutdown spindown within 1500 ms");
  }

  @Test
  @DisplayName("8.6/86: an extension sees no _*, and nothing of X-Ray")
  void initWhenExtensionStartsThenItsEnvironmentLacksTheRuntimesOwn(
      @TempDir Path code, @TempDir Path layers) throws Exception {
    script(code.resolve("bootstrap"), "env | sed 's/^/runtime: /'", SERVES);
    Files.createDirectory(layers.resolve("extensions"));
    script(layers.resolve("extensions/shows"), "env | sed 's/^/extension: /'", EXTENDS);
    try (EmulatorFixture fixture =
        EmulatorFixture.in(
            kind,
            new FunctionCode.Directory(code, image(kind), layers),
            EmulatorFixture.variable("OWN", "a=b=c"))) {
      assertThat(fixture.invoke("{}").outcome().kind()).isEqualTo(Kind.OK);

      assertThat(fixture.listener().lines())
          .contains("extension: OWN=a=b=c", "runtime: OWN=a=b=c", "runtime: _HANDLER=bootstrap")
          .anyMatch(line -> line.startsWith("extension: AWS_LAMBDA_RUNTIME_API="))
          .anyMatch(line -> line.startsWith("extension: AWS_ACCESS_KEY_ID="))
          .noneMatch(line -> line.matches("extension: (_[A-Z].*|AWS_XRAY_.*|LAMBDA_TASK_ROOT=.*)"));
    }
  }

  @Test
  @DisplayName(
      "8.2/44, 8.3/56: who registered before the checkpoint hears of the restore and INVOKE")
  void invokeWhenRestoredThenExtensionOfTheCheckpointHearsOfIt(@TempDir Path code)
      throws Exception {
    script(code.resolve("bootstrap"), RESTORES, SERVES);
    EmulatorFixture fixture =
        EmulatorFixture.in(
            kind,
            new FunctionCode.Directory(code, image(kind), Functions.directory("extension-probe")),
            EmulatorFixture.variable("PROBE_TELEMETRY", "4245").andThen(SNAP_START));
    InvokeResult cold;
    InvokeResult warm;
    try (fixture) {
      cold = fixture.invoke("{}");
      warm = fixture.invoke("{}");
      assertThat(warm.start().type()).isEqualTo("warm");
    }

    assertThat(steps(fixture))
        .containsExactly(
            "extension-probe: registered",
            "RESTORE_START",
            "restored",
            "RESTORE_REPORT",
            "extension-probe: invoke " + cold.report().requestId(),
            "extension-probe: invoke " + warm.report().requestId(),
            "extension-probe: shutdown spindown");
    assertThat(fixture.telemetry())
        .extracting(event -> event.split(" ")[0])
        .containsSubsequence(
            "platform.initStart",
            "platform.extension",
            "platform.initReport",
            "platform.restoreStart",
            "platform.restoreRuntimeDone",
            "platform.restoreReport",
            "platform.start",
            "platform.runtimeDone",
            "platform.report",
            "platform.start",
            "platform.runtimeDone",
            "platform.report");
    assertThat(fixture.telemetry())
        .contains("platform.restoreRuntimeDone {\"status\":\"success\"}")
        .anyMatch(event -> event.matches("platform\\.restoreStart \\{.*\"functionName\":.*"))
        .anyMatch(event -> event.matches(RESTORE_REPORT))
        .filteredOn(event -> event.contains("\"restoreDurationMs\":"))
        .hasSize(1)
        .allMatch(event -> event.contains(cold.report().requestId()));
  }

  /** What there is to see of the restore and of the extension, without figures. */
  private static List<String> steps(EmulatorFixture fixture) {
    return fixture.listener().lines().stream()
        .filter(line -> line.matches("(?s)RESTORE_.*|restored|extension-probe: [^st].*|.*: shut.*"))
        .map(line -> line.startsWith("RESTORE_") ? line.split(" ")[0] : line)
        .map(line -> line.replaceFirst(" (\\{.*|within .*)", ""))
        .toList();
  }
}
