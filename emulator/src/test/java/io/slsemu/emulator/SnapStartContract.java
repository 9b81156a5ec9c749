package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.ShellScripts.SERVES;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.invoke.InvokeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of real programs, the same in both kinds of sandbox. */
abstract class SnapStartContract {
  private static final String RESTORES =
      "curl -fsS http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/restore/next";
  private static final String OWN_ERROR = "{\"errorMessage\":\"stale\",\"errorType\":\"Hook\"}";

  @TempDir Path code;
  private final SandboxKind kind;

  SnapStartContract(SandboxKind kind) {
    this.kind = kind;
  }

  private EmulatorFixture with(String... lines) throws IOException {
    return EmulatorFixture.in(
        kind,
        ShellScripts.bootstrap(kind, code, lines),
        EmulatorFixture.wholeCpu(20)
            .andThen(configuration -> configuration.runtime(new FunctionRuntime("java21", true))));
  }

  @Test
  @DisplayName("8.2/44: a cold call restores the checkpoint, and its REPORT says so")
  void invokeWhenColdThenRestored() throws IOException {
    try (EmulatorFixture fixture = with(RESTORES, SERVES)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(payload(result)).isEqualTo("\"ok\"");
      assertThat(result.start().type()).isEqualTo("cold");
      assertThat(kinds(result))
          .containsExactly("RESTORE_START", "RESTORE_REPORT", "START", "END", "REPORT");
      assertThat(result.logs().get(4))
          .matches(".*\\tRestore Duration: [0-9.]+ ms\\tBilled Restore Duration: [0-9]+ ms\\t$")
          .doesNotContain("Init Duration");
    }
  }

  @Test
  @DisplayName("8.2/44: a runtime that goes straight to next is kept there, and has no hooks")
  void invokeWhenRuntimeIgnoresRestoreThenRestoredAllTheSame() throws IOException {
    try (EmulatorFixture fixture = with(SERVES)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(result.logs().get(4)).contains("\tRestore Duration: ");
    }
  }

  @Test
  @DisplayName("8.2/44: restore/error is what the call ends with; the next one gets another")
  void invokeWhenHookFailsThenCallerGetsItsError() throws IOException {
    String fails =
        "curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Runtime.AfterRestoreError'"
            + " -d '"
            + OWN_ERROR
            + "' http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/restore/error; exit 65";
    try (EmulatorFixture fixture = with(RESTORES, fails)) {
      InvokeResult failed = fixture.invoke("{}");
      InvokeResult another = fixture.invoke("{}");

      assertThat(failed.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(failed)).isEqualTo(OWN_ERROR);
      assertThat(failed.outcome().errorType()).isEqualTo("Runtime.AfterRestoreError");
      assertThat(failed.logs().get(1))
          .matches(
              "RESTORE_REPORT Restore Duration: [0-9.]+ ms"
                  + "\tStatus: error\tError Type: Runtime.AfterRestoreError");
      assertThat(another.start().environmentId()).isNotEqualTo(failed.start().environmentId());
    }
  }

  @Test
  @DisplayName("8.2/44: a runtime that ends while it is restored is a Runtime.ExitError")
  void invokeWhenHookExitsThenExitError() throws IOException {
    try (EmulatorFixture fixture = with(RESTORES, "exit 3")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().errorType()).isEqualTo("Runtime.ExitError");
      assertThat(result.logs().get(1)).endsWith("\tStatus: error\tError Type: Runtime.ExitError");
    }
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream().map(line -> line.split("[ \t]")[0]).toList();
  }
}
