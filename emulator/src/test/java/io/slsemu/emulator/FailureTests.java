package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.memory;
import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.timeout;
import static io.slsemu.emulator.EmulatorFixture.variable;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.fixtures.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What misbehaving functions do to their caller, their log and their environment. */
@Requires(ROOT)
class FailureTests {

  @Test
  @DisplayName("8.1/6: the text of a timeout, to two decimals")
  void invokeWhenTimeoutRunsOutThenAnswersTimedoutAndReportsExactlyTheTimeout() {
    try (EmulatorFixture fixture = EmulatorFixture.with("sleeper", timeout(1))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(payload(result))
          .isEqualTo(
              platformError(result, "Sandbox.Timedout", "Task timed out after 1.00 seconds"));
      assertThat(result.report().duration()).isEqualTo(Duration.ofSeconds(1));
      assertThat(last(result)).contains("\tDuration: 1000.00 ms\t").endsWith("\tStatus: timeout");
    }
  }

  @Test
  void invokeWhenEnvironmentWasResetThenTmpSurvivesAndProcessStateDoesNot() {
    try (EmulatorFixture fixture = EmulatorFixture.with("state-counter", timeout(5))) {
      String first = payload(fixture.invoke("{}"));
      InvokeResult crash = fixture.invoke("{\"crash\":true}");
      InvokeResult after = fixture.invoke("{}");

      assertThat(crash.outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
      assertThat(first).isEqualTo("{\"process\":1,\"tmp\":1}");
      assertThat(payload(after)).isEqualTo("{\"process\":1,\"tmp\":3}");
      assertThat(after.start().type()).isEqualTo("warm");
      assertThat(after.start().environmentId()).isEqualTo(crash.start().environmentId());
      assertThat(after.report().initDuration())
          .as("a repeated Init is inside the Duration")
          .isNull();
      assertThat(after.logs().get(0)).startsWith("INIT_REPORT").endsWith("\tPhase: invoke");
      assertThat(after.logs().get(1)).startsWith("START");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3,Runtime exited with error: exit status 3",
    "0,Runtime exited without providing a reason"
  })
  @DisplayName("8.4/76: exit N and exit 0")
  void invokeWhenRuntimeExitsThenTellsItsStatus(String status, String message) {
    try (EmulatorFixture fixture =
        EmulatorFixture.with("exit-mid-invoke", variable("EXIT_STATUS", status))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
      assertThat(payload(result)).isEqualTo(platformError(result, "Runtime.ExitError", message));
      assertThat(last(result)).endsWith("\tStatus: error\tError Type: Runtime.ExitError");
    }
  }

  @ParameterizedTest
  @CsvSource({"9,killed", "11,segmentation fault", "6,aborted"})
  @DisplayName("8.4/76: a signal is named")
  void invokeWhenRuntimeIsKilledThenTellsTheSignal(int signal, String name) {
    try (EmulatorFixture fixture = EmulatorFixture.with("exit-mid-invoke")) {
      InvokeResult result = fixture.invoke("{\"signal\":" + signal + "}");

      assertThat(payload(result))
          .isEqualTo(
              platformError(
                  result, "Runtime.ExitError", "Runtime exited with error: signal: " + name));
    }
  }

  @Test
  @Requires(GCC)
  @DisplayName("8.4/76: out of memory has a type of its own")
  void invokeWhenMemoryRunsOutThenIsOutOfMemoryAndUsedAllOfIt() {
    try (EmulatorFixture fixture =
        EmulatorFixture.with("memory-hog", memory(128).andThen(timeout(30)))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.OUT_OF_MEMORY);
      assertThat(payload(result))
          .isEqualTo(
              platformError(
                  result, "Runtime.OutOfMemory", "Runtime exited with error: signal: killed"));
      assertThat(last(result))
          .contains("\tMax Memory Used: 128 MB")
          .endsWith("\tStatus: error\tError Type: Runtime.OutOfMemory");
      assertThat(fixture.invoke("{\"mb\":10}").report().maxMemoryUsedMb())
          .as("the mark starts anew after a reset")
          .isLessThan(100);
    }
  }

  @Test
  void invokeWhenInitExitsThenInitIsTriedAgainAndTheErrorTold() {
    try (EmulatorFixture fixture = EmulatorFixture.with("init-exit")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result))
          .isEqualTo(
              platformError(
                  result, "Runtime.ExitError", "Runtime exited with error: exit status 7"));
      assertThat(kinds(result))
          .containsExactly(
              "INIT_START", "INIT_REPORT init", "INIT_REPORT invoke", "START", "END", "REPORT");
      assertThat(result.report().initDuration()).isNull();
    }
  }

  @Test
  void invokeWhenRuntimeReportsAnInitErrorThenTheCallerGetsIt() {
    try (EmulatorFixture fixture = EmulatorFixture.with("init-error")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result)).contains("\"errorType\":\"Function.ConfigMissing\"");
      assertThat(last(result)).endsWith("\tStatus: error\tError Type: Function.ConfigMissing");
    }
  }

  @Test
  @Requires(GO)
  void invokeWhenGoFunctionPanicsThenItsErrorIsToldAndTheRuntimeLost() {
    try (EmulatorFixture fixture = EmulatorFixture.with("panic-go")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.FUNCTION_ERROR);
      assertThat(payload(result)).contains("\"stackTrace\"");
      assertThat(result.report().status()).isEqualTo(Status.ERROR);
      assertThat(last(result)).endsWith("\tStatus: error\tError Type: Runtime.ExitError");
      assertThat(fixture.invoke("{}").logs().get(0)).endsWith("\tPhase: invoke");
    }
  }

  @Test
  void invokeWhenResponseIsTooLargeThenSaysSoAndKeepsTheEnvironment() {
    try (EmulatorFixture fixture = EmulatorFixture.with("big-response", timeout(20))) {
      InvokeResult tooLarge = fixture.invoke("{}");
      InvokeResult largest = fixture.invoke("{\"bytes\":6291556}");

      assertThat(payload(tooLarge))
          .isEqualTo(
              "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size"
                  + " (6291556 bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}");
      assertThat(tooLarge.report().status()).isEqualTo(Status.SUCCESS);
      assertThat(largest.outcome().payload()).hasSize(6_291_556);
      assertThat(largest.start().type()).isEqualTo("warm");
    }
  }

  @ParameterizedTest
  @Timeout(15) // what was never started has no end to wait for, which was waited for four times 5 s
  @CsvSource(
      delimiter = '|',
      value = {
        "no-bootstrap|Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
        "wrong-architecture|fork/exec /var/task/bootstrap: exec format error",
        "not-executable|fork/exec /var/task/bootstrap: permission denied"
      })
  void invokeWhenBootstrapCannotRunThenNamesWhy(String function, String message) {
    try (EmulatorFixture fixture = EmulatorFixture.with(function)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result))
          .isEqualTo(platformError(result, "Runtime.InvalidEntrypoint", message));
      assertThat(kinds(result))
          .containsExactly(
              "INIT_START", "INIT_REPORT init", "INIT_REPORT invoke", "START", "END", "REPORT");
    }
  }

  private static String platformError(InvokeResult result, String type, String message) {
    return "{\"errorType\":\""
        + type
        + "\",\"errorMessage\":\"RequestId: "
        + result.report().requestId()
        + " Error: "
        + message
        + "\"}";
  }

  private static String last(InvokeResult result) {
    return result.logs().get(result.logs().size() - 1);
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream()
        .filter(line -> line.matches("(INIT_|START|END|REPORT).*"))
        .map(line -> line.replaceAll("(INIT_REPORT).*Phase: (\\w+).*", "$1 $2"))
        .map(line -> line.startsWith("INIT_REPORT") ? line : line.split(" ")[0])
        .toList();
  }
}
