package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.fixtures.ScriptedRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Init in all its ways to end, ahead of the first invocation and inside it. */
class InitTests {
  private static final String OWN_ERROR = "{\"errorMessage\":\"no database\",\"errorType\":\"Db\"}";
  private static final SandboxExit EXIT_1 = new SandboxExit.Exited(1);

  @Test
  @DisplayName("8.4/68: a good Init comes before the invocation, and is in its REPORT")
  void initWhenGoodThenInvocationIsColdAndGood() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> FakeSandboxes.echoForEver(api))) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(result.report().initDuration()).isNotNull();
      assertThat(kinds(result)).containsExactly("INIT_START", "START", "END", "REPORT");
    }
  }

  @Test
  @DisplayName("8.4/77: an emulator that ends answers who waits for an Init")
  void closeWhenInitIsUnderWayThenItsCallerIsAnswered() throws IOException {
    CountDownLatch begun = new CountDownLatch(1);
    FakeEnvironments environments =
        FakeEnvironments.of(
            (api, start) -> {
              begun.countDown();
              return new CompletableFuture<SandboxExit>().join();
            });
    CompletableFuture<InvokeResult> answer = CompletableFuture.supplyAsync(environments::invoke);
    Awaitility.await().until(() -> begun.getCount() == 0);

    environments.close();

    assertThat(answer.join().outcome().kind()).isEqualTo(Kind.INIT_ERROR);
    assertThat(payload(answer.join())).contains("Runtime.ExitError");
    assertThat(environments.sandboxes().closed()).containsOnly("e1");
  }

  @Test
  @DisplayName("8.4/68, 8.4/69: an Init that fails twice gives the caller the runtime's own error")
  void initWhenItFailsTwiceThenCallerGetsItsErrorOnce() throws IOException {
    try (FakeEnvironments environments = FakeEnvironments.of((api, start) -> failInit(api))) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result)).isEqualTo(OWN_ERROR);
      assertThat(environments.sandboxes().launches()).hasSize(2);
      assertThat(kinds(result))
          .containsExactly(
              "INIT_START",
              "INIT_REPORT init error",
              "INIT_REPORT invoke error",
              "START",
              "END",
              "REPORT");
      assertThat(result.report().initDuration()).isNull();
    }
  }

  @Test
  @DisplayName("8.4/69, 8.4/71: an Init that succeeds inside the invocation leaves no stale error")
  void initWhenItFailsOnceThenInvocationIsGoodAndLaterCrashHasItsOwnError() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          if (start == 1) {
            return failInit(api);
          }
          api.respond(api.next().requestId(), "1");
          api.next();
          return new SandboxExit.Exited(7);
        };
    try (FakeEnvironments environments = FakeEnvironments.of(program)) {
      InvokeResult good = environments.invoke();
      InvokeResult crash = environments.invoke();

      assertThat(payload(good)).isEqualTo("1");
      assertThat(good.report().initDuration()).as("it is inside the Duration").isNull();
      assertThat(kinds(good))
          .containsExactly("INIT_START", "INIT_REPORT init error", "START", "END", "REPORT");
      assertThat(crash.start().environmentId()).isEqualTo(good.start().environmentId());
      assertThat(payload(crash))
          .isEqualTo(
              "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                  + crash.report().requestId()
                  + " Error: Runtime exited with error: exit status 7\"}");
    }
  }

  @Test
  @DisplayName("8.4/69: an invocation can fail after an Init inside it was good")
  void initWhenGoodInsideThenInvocationMayStillFail() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          if (start == 1) {
            return failInit(api);
          }
          api.fail(api.next().requestId(), "Own.Error", OWN_ERROR);
          return FakeSandboxes.echoForEver(api);
        };
    try (FakeEnvironments environments = FakeEnvironments.of(program)) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.FUNCTION_ERROR);
      assertThat(payload(result)).isEqualTo(OWN_ERROR);
    }
  }

  @Test
  @DisplayName("8.4/70: after a timeout and after a crash Init runs again, and then it works")
  void invokeWhenRuntimeWasLostThenInitRunsAgainInTheSameEnvironment() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          String id = api.next().requestId();
          if (start == 1) {
            return stall(); // never answers: the timeout of 1 s
          }
          if (start == 2) {
            return EXIT_1;
          }
          api.respond(id, "3");
          return FakeSandboxes.echoForEver(api);
        };
    try (FakeEnvironments environments = FakeEnvironments.of(program)) {
      InvokeResult timeout = environments.invoke();
      InvokeResult crash = environments.invoke();
      InvokeResult good = environments.invoke();

      assertThat(List.of(timeout, crash, good))
          .extracting(result -> result.outcome().kind())
          .containsExactly(Kind.TIMEOUT, Kind.RUNTIME_EXIT, Kind.OK);
      assertThat(List.of(timeout, crash, good))
          .extracting(result -> result.start().environmentId())
          .containsOnly("e1");
      assertThat(payload(good)).isEqualTo("3");
    }
  }

  @Test
  @DisplayName("8.4/72: an Init over its own limit runs again inside under the function's timeout")
  void initWhenOverItsLimitThenHasTheFunctionsTimeoutInside() throws IOException {
    FakeSandboxes.Program slowOnce =
        (api, start) -> start == 1 ? stall() : FakeSandboxes.echoForEver(api);
    try (FakeEnvironments environments =
        new FakeEnvironments(LifeTime.DEFAULT, Duration.ofMillis(30), slowOnce)) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(result.logs().get(1))
          .matches("INIT_REPORT Init Duration: \\d+\\.\\d\\d ms\tPhase: init\tStatus: timeout");
      assertThat(result.report().initDuration()).isNull();
    }
  }

  @Test
  @DisplayName("8.4/72: an Init that is over both limits is the function's timeout")
  void initWhenOverBothLimitsThenIsATimeout() throws IOException {
    try (FakeEnvironments environments =
        new FakeEnvironments(LifeTime.DEFAULT, Duration.ofMillis(30), (api, start) -> stall())) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(payload(result)).contains("Sandbox.Timedout").contains("after 1.00 seconds");
      assertThat(kinds(result))
          .containsExactly(
              "INIT_START",
              "INIT_REPORT init timeout",
              "INIT_REPORT invoke timeout",
              "START",
              "END",
              "REPORT");
      assertThat(result.report().duration()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName("8.4/73: a runtime that ends in Init without a word is a Runtime.ExitError")
  void initWhenItExitsWithoutAWordThenErrorIsNotEmpty() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.of((api, start) -> new SandboxExit.Exited(0))) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result))
          .isEqualTo(
              "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                  + result.report().requestId()
                  + " Error: Runtime exited without providing a reason\"}");
    }
  }

  @Test
  @DisplayName("8.4/75: what cannot be executed is a Runtime.InvalidEntrypoint")
  void initWhenEntrypointIsInvalidThenTypeSaysSo() throws IOException {
    String message = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    try (FakeEnvironments environments = FakeEnvironments.of((api, start) -> EXIT_1)) {
      environments.sandboxes().refuse(message);
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().errorType()).isEqualTo("Runtime.InvalidEntrypoint");
      assertThat(payload(result)).contains(message);
      assertThat(environments.sandboxes().launches()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/nope|the working directory doesn't exist: /nope",
        "nope|the working directory 'nope' is invalid, it needs to be an absolute path"
      })
  @DisplayName("8.4/75: a working directory that is none is a Runtime.InvalidWorkingDir")
  void initWhenWorkingDirectoryIsInvalidThenTypeSaysSo(String directory, String message)
      throws IOException {
    SandboxExit refused = new SandboxExit.NotExecutable("/nope", "no such file or directory");
    try (FakeEnvironments environments = FakeEnvironments.of((api, start) -> refused)) {
      environments.sandboxes().startIn(directory);
      InvokeResult result = environments.invoke();

      assertThat(payload(result))
          .isEqualTo(
              "{\"errorType\":\"Runtime.InvalidWorkingDir\",\"errorMessage\":\"RequestId: "
                  + result.report().requestId()
                  + " Error: "
                  + message
                  + "\"}");
    }
  }

  @Test
  @DisplayName("8.1/20: ten calls at once during failing Inits are each answered exactly once")
  void invokeWhenTenAtOnceMeetAFailingInitThenEachIsAnsweredOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(10);
    AtomicInteger answers = new AtomicInteger();
    try (FakeEnvironments environments = FakeEnvironments.of((api, start) -> failInit(api))) {
      List<Callable<InvokeResult>> calls =
          IntStream.range(0, 10)
              .<Callable<InvokeResult>>mapToObj(
                  call -> () -> environments.invoke((id, outcome) -> answers.incrementAndGet()))
              .toList();
      for (Future<InvokeResult> call : callers.invokeAll(calls)) {
        assertThat(call.get().outcome().kind()).isEqualTo(Kind.INIT_ERROR);
        assertThat(payload(call.get())).isEqualTo(OWN_ERROR);
      }

      assertThat(answers).hasValue(10);
    } finally {
      callers.shutdownNow();
    }
  }

  private static SandboxExit failInit(ScriptedRuntime api) throws IOException {
    api.failInit("Db", OWN_ERROR);
    return EXIT_1;
  }

  /** Says nothing, and goes only when it is killed. */
  private static SandboxExit stall() {
    return new CompletableFuture<SandboxExit>().join();
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream()
        .map(
            line ->
                line.replaceAll(
                    "INIT_REPORT.*Phase: (\\w+)\tStatus: (\\w+).*", "INIT_REPORT $1 $2"))
        .map(line -> line.startsWith("INIT_REPORT") ? line : line.split(" ")[0])
        .toList();
  }
}
