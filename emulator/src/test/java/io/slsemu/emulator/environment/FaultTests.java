package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.SandboxExit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The documents recorded from the service in November 2025. */
class FaultTests {

  @Test
  void timedOutWhenToldThenHasTwoDecimals() {
    assertThat(payload(Fault.timedOut(Duration.ofSeconds(1))))
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\","
                + "\"errorMessage\":\"RequestId: id Error: Task timed out after 1.00 seconds\"}");
  }

  @Test
  void exitedWhenStatusIsNotZeroThenNamesIt() {
    assertThat(payload(Fault.exited(new SandboxExit.Exited(127))))
        .isEqualTo(
            "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                + "\"RequestId: id Error: Runtime exited with error: exit status 127\"}");
  }

  @Test
  void exitedWhenStatusIsZeroThenThereIsNoReason() {
    assertThat(payload(Fault.exited(new SandboxExit.Exited(0))))
        .isEqualTo(
            "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                + "\"RequestId: id Error: Runtime exited without providing a reason\"}");
  }

  @Test
  void exitedWhenKilledBySignalThenNamesTheSignal() {
    assertThat(payload(Fault.exited(new SandboxExit.Signalled(11, "segmentation fault"))))
        .contains("Runtime exited with error: signal: segmentation fault");
  }

  @Test
  void exitedWhenKernelRefusedThenIsAnInvalidEntrypoint() {
    assertThat(
            payload(
                Fault.exited(
                    new SandboxExit.NotExecutable("/var/task/bootstrap", "exec format error"))))
        .isEqualTo(
            "{\"errorType\":\"Runtime.InvalidEntrypoint\",\"errorMessage\":"
                + "\"RequestId: id Error: fork/exec /var/task/bootstrap: exec format error\"}");
  }

  @Test
  void outOfMemoryWhenToldThenHasItsOwnTypeAndTheSignal() {
    assertThat(payload(Fault.outOfMemory()))
        .isEqualTo(
            "{\"errorType\":\"Runtime.OutOfMemory\",\"errorMessage\":"
                + "\"RequestId: id Error: Runtime exited with error: signal: killed\"}");
  }

  @Test
  void reportedWhenToldThenIsUntouched() {
    byte[] posted =
        "{\"errorType\":\"Function.X\",\"requestId\":\"\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(new Fault.Reported("Function.X", posted).payload("id")).isSameAs(posted);
  }

  private static String payload(Fault fault) {
    return new String(fault.payload("id"), StandardCharsets.UTF_8);
  }
}
