package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.memory;
import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.EmulatorFixture.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.StartPreference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What limits do to functions, the same in both kinds of sandbox. The functions are static: they
 * run where there is nothing else.
 */
abstract class LimitsContract {
  private static final Consumer<FunctionConfiguration.Builder> AS_IT_IS = same -> {};

  private final SandboxKind kind;

  LimitsContract(SandboxKind kind) {
    this.kind = kind;
  }

  private EmulatorFixture with(String function, Consumer<FunctionConfiguration.Builder> changes) {
    return EmulatorFixture.in(kind, function, changes);
  }

  private EmulatorFixture probe() {
    return with("limits-probe", timeout(30));
  }

  @Test
  @DisplayName("8.4/70, 8.4/76: out of memory has a type of its own; then Init runs again")
  void invokeWhenMemoryRunsOutThenIsOutOfMemoryAndTheNextCallWorks() {
    try (EmulatorFixture fixture = with("memory-hog", timeout(30))) {
      InvokeResult result = fixture.invoke("{}");
      InvokeResult next = fixture.invoke("{\"mb\":10}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.OUT_OF_MEMORY);
      assertThat(payload(result))
          .isEqualTo(
              "{\"errorType\":\"Runtime.OutOfMemory\",\"errorMessage\":\"RequestId: "
                  + result.report().requestId()
                  + " Error: Runtime exited with error: signal: killed\"}");
      assertThat(last(result))
          .contains("\tMemory Size: 128 MB\tMax Memory Used: 128 MB")
          .endsWith("\tStatus: error\tError Type: Runtime.OutOfMemory");
      assertThat(payload(next)).isEqualTo("{\"mb\":10}");
      assertThat(next.start().type()).isEqualTo("warm");
      assertThat(next.report().maxMemoryUsedMb())
          .as("the mark starts anew after a reset")
          .isBetween(10L, 20L);
    }
  }

  @Test
  void invokeWhenMemoryIsTakenThenMaxMemoryUsedIsThatMuch() {
    try (EmulatorFixture fixture = with("memory-hog", memory(256).andThen(timeout(30)))) {
      assertThat(fixture.invoke("{\"mb\":100}").report().maxMemoryUsedMb()).isBetween(100L, 110L);
      assertThat(fixture.invoke("{\"mb\":1}").report().maxMemoryUsedMb())
          .as("a high-water mark stays")
          .isBetween(100L, 110L);
    }
  }

  @Test
  void invokeWhenFunctionIsTinyThenMaxMemoryUsedIsToo() {
    try (EmulatorFixture fixture = with("hello-c", AS_IT_IS)) {
      assertThat(fixture.invoke("{}").report().maxMemoryUsedMb()).isBetween(1L, 4L);
    }
  }

  @Test
  void invokeWhenForksWithoutEndThenIsContainedAtTheLimit() {
    try (EmulatorFixture fixture = with("fork-bomb", memory(1024).andThen(timeout(60)))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(payload(result)).contains("\"stoppedBy\":\"Resource temporarily unavailable\"");
      assertThat(number(result, "forked")).isBetween(1000L, 1023L);
      assertThat(payload(fixture.invoke("{\"limit\":5}"))).contains("\"forked\":5");
    }
  }

  @Test
  void invokeWhenTmpIsFilledThenItIsFullAtItsSizeAndNoMemory() {
    try (EmulatorFixture fixture = probe()) {
      InvokeResult result = fixture.invoke("{\"do\":\"fill-tmp\",\"keep\":1}");
      Assumptions.assumeFalse(
          result.fidelity().tmp().equals("memory"), "/tmp is in memory here, and is said to be");

      assertThat(payload(result)).contains("\"error\":\"No space left on device\"");
      assertThat(number(result, "writtenMb")).isBetween(512L, 526L);
      assertThat(number(result, "sizeMb")).isBetween(512L, 526L);
      assertThat(result.report().maxMemoryUsedMb()).isLessThan(40);
    }
  }

  @Test
  void invokeWhenWritesOutsideOfTmpThenCannot() {
    try (EmulatorFixture fixture = probe()) {
      String answer = payload(fixture.invoke("{\"do\":\"write-root\"}"));

      assertThat(answer).endsWith("\"/tmp/\":\"written\"}");
      assertThat(answer.split("written", -1)).as(answer).hasSize(2);
    }
  }

  @Test
  void invokeWhenAskedWhoThenIsTheServicesUserWithoutPowers() {
    try (EmulatorFixture fixture = probe()) {
      assertThat(payload(fixture.invoke("{\"do\":\"whoami\"}")))
          .matches(
              "\\{\"uid\":993,\"gid\":990,\"groups\":[01],\"pid\":[2-9],"
                  + "\"capEff\":\"0{16}\",\"capBnd\":\"0{16}\",\"noNewPrivs\":\"1\"}");
    }
  }

  @Test
  void invokeWhenFilesAreOpenedWithoutEndThenIsStoppedAtTheLimit() {
    try (EmulatorFixture fixture = probe()) {
      assertThat(payload(fixture.invoke("{\"do\":\"open\"}")))
          .isEqualTo("{\"limit\":1024,\"error\":\"Too many open files\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\"status\":3,Runtime exited with error: exit status 3",
    "\"status\":0,Runtime exited without providing a reason",
    "\"signal\":9,Runtime exited with error: signal: killed",
    "\"signal\":15,Runtime exited with error: signal: terminated",
    "\"signal\":11,Runtime exited with error: signal: segmentation fault"
  })
  @DisplayName("8.4/76: exit N, exit 0 and signals are told apart")
  void invokeWhenRuntimeEndsThenTellsHow(String how, String message) {
    try (EmulatorFixture fixture = probe()) {
      InvokeResult result = fixture.invoke("{\"do\":\"end\"," + how + "}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
      assertThat(payload(result)).contains("\"Runtime.ExitError\"").endsWith(message + "\"}");
      assertThat(fixture.invoke("{\"do\":\"size\",\"path\":\"/\"}").outcome().kind())
          .isEqualTo(Kind.OK);
    }
  }

  @Test
  @DisplayName("8.1/6, 8.4/70: the text of a timeout, to two decimals; then Init runs again")
  void invokeWhenTimeoutRunsOutThenAnswersTimedoutAndTheNextCallWorks() {
    try (EmulatorFixture fixture = with("limits-probe", timeout(1))) {
      InvokeResult result = fixture.invoke("{\"do\":\"sleep\"}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(payload(result)).contains("Task timed out after 1.00 seconds");
      assertThat(last(result)).contains("\tDuration: 1000.00 ms\t").endsWith("\tStatus: timeout");
      assertThat(payload(fixture.invoke("{\"do\":\"keep\"}")))
          .isEqualTo("{\"process\":1,\"tmp\":1}");
    }
  }

  @Test
  @DisplayName("8.4/77: an emulator that ends answers the invocation under way")
  void closeWhenInvocationIsUnderWayThenItsCallerIsAnswered() {
    CompletableFuture<InvokeResult> answer;
    try (EmulatorFixture fixture = probe()) {
      answer = CompletableFuture.supplyAsync(() -> fixture.invoke("{\"do\":\"sleep\"}"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> fixture.listener().lines().stream().anyMatch(line -> line.startsWith("START")));
    }

    assertThat(answer.join().outcome().kind()).isEqualTo(Kind.RUNTIME_EXIT);
    assertThat(payload(answer.join())).contains("Runtime.ExitError").contains("signal: killed");
    assertThat(last(answer.join()))
        .startsWith("REPORT RequestId: " + answer.join().report().requestId())
        .endsWith("\tStatus: error\tError Type: Runtime.ExitError");
  }

  @Test
  void invokeWhenEnvironmentRestedThenNothingRanMeanwhile() {
    try (EmulatorFixture fixture = with("ticker", AS_IT_IS)) {
      long before = number(fixture.invoke("{}"), "ticks");
      Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      long after = number(fixture.invoke("{}"), "ticks");

      assertThat(after - before).isLessThan(10);
    }
  }

  @Test
  @DisplayName("8.1/1: calls in a row are on one environment")
  void invokeWhenTmpWasWrittenThenItLastsOverCallsAndAResetAndNoLonger() {
    try (EmulatorFixture fixture = probe()) {
      fixture.invoke("{\"do\":\"keep\"}");
      String second = payload(fixture.invoke("{\"do\":\"keep\"}"));
      fixture.invoke("{\"do\":\"end\",\"status\":1}");
      String afterReset = payload(fixture.invoke("{\"do\":\"keep\"}"));
      String elsewhere = payload(fixture.invoke("{\"do\":\"keep\"}", StartPreference.COLD));

      assertThat(second).isEqualTo("{\"process\":2,\"tmp\":2}");
      assertThat(afterReset).isEqualTo("{\"process\":1,\"tmp\":3}");
      assertThat(elsewhere).isEqualTo("{\"process\":1,\"tmp\":1}");
    }
  }

  private static long number(InvokeResult result, String field) {
    return Long.parseLong(payload(result).replaceAll(".*\"" + field + "\":(\\d+).*", "$1"));
  }

  private static String last(InvokeResult result) {
    return result.logs().get(result.logs().size() - 1);
  }
}
