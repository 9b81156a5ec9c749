package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.fixtures.ScriptedRuntime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Environments that are kept as checkpoints and restored. */
class SnapStartTests {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String OWN_ERROR = "{\"errorMessage\":\"stale\",\"errorType\":\"Hook\"}";

  @Test
  @DisplayName("8.2/44: a cold call restores the checkpoint, and its REPORT says so")
  void invokeWhenColdThenRestored() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api))) {
      environments.placement().warmUp(environments.function());
      List<String> before = List.copyOf(environments.listener().lines());

      InvokeResult result = environments.invoke();

      assertThat(before).hasSize(2);
      assertThat(before.get(0)).startsWith("INIT_START Runtime Version: java:21.sls-emu\t");
      assertThat(before.get(1)).startsWith("INIT_REPORT Init Duration: ");
      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(result.start().type()).isEqualTo("cold");
      assertThat(kinds(result))
          .containsExactly("RESTORE_START", "RESTORE_REPORT", "START", "END", "REPORT");
      assertThat(report(result))
          .matches(".*\\tRestore Duration: [0-9.]+ ms\\tBilled Restore Duration: [0-9]+ ms\\t$")
          .doesNotContain("Init Duration");
    }
  }

  @Test
  @DisplayName("8.2/44: a runtime that goes straight to next is kept there, and has no hooks")
  void invokeWhenRuntimeIgnoresRestoreThenRestoredAllTheSame() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> FakeSandboxes.echoForEver(api))) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(report(result)).contains("\tRestore Duration: ");
    }
  }

  @Test
  void invokeWhenWarmThenNothingIsRestored() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api))) {
      environments.invoke();

      InvokeResult warm = environments.invoke();

      assertThat(warm.start().type()).isEqualTo("warm");
      assertThat(kinds(warm)).containsExactly("START", "END", "REPORT");
      assertThat(report(warm)).doesNotContain("Restore");
    }
  }

  @Test
  @DisplayName("8.2/44: restore/error is what the call ends with; the next one gets another")
  void invokeWhenHookFailsThenCallerGetsItsError() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          if (start > 1) {
            return echoRestored(api);
          }
          restoreNext(api);
          api.post(
              "/2018-06-01/runtime/restore/error",
              OWN_ERROR.getBytes(StandardCharsets.UTF_8),
              Map.of("Lambda-Runtime-Function-Error-Type", "Runtime.AfterRestoreError"));
          return new SandboxExit.Exited(65);
        };
    try (FakeEnvironments environments = FakeEnvironments.withSnapStart(LIMIT, program)) {
      InvokeResult failed = environments.invoke();
      InvokeResult good = environments.invoke();

      assertThat(failed.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(failed)).isEqualTo(OWN_ERROR);
      assertThat(failed.outcome().errorType()).isEqualTo("Runtime.AfterRestoreError");
      assertThat(failed.logs().get(1))
          .matches(
              "RESTORE_REPORT Restore Duration: [0-9.]+ ms"
                  + "\tStatus: error\tError Type: Runtime.AfterRestoreError");
      assertThat(good.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(report(good)).contains("\tRestore Duration: ");
    }
  }

  @Test
  void invokeWhenHookNeverEndsThenTimedOut() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          restoreNext(api);
          api.receive(); // nothing was asked: it hangs until it is ended
          return new SandboxExit.Exited(0);
        };
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(Duration.ofMillis(100), program)) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(result.outcome().errorType()).isEqualTo("Runtime.RestoreHookUserTimeout");
      assertThat(result.logs().get(1)).endsWith(" ms\tStatus: timeout");
    }
  }

  @Test
  void invokeWhenHookExitsThenExitError() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          restoreNext(api);
          return new SandboxExit.Exited(3);
        };
    try (FakeEnvironments environments = FakeEnvironments.withSnapStart(LIMIT, program)) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().errorType()).isEqualTo("Runtime.ExitError");
      assertThat(result.logs().get(1)).endsWith("\tStatus: error\tError Type: Runtime.ExitError");
    }
  }

  @Test
  void invokeWhenInitOfCheckpointFailsThenRunAgainInTheCall() throws IOException {
    FakeSandboxes.Program program =
        (api, start) -> {
          if (start > 1) {
            return echoRestored(api);
          }
          api.failInit("Db", OWN_ERROR);
          return new SandboxExit.Exited(1);
        };
    try (FakeEnvironments environments = FakeEnvironments.withSnapStart(LIMIT, program)) {
      InvokeResult result = environments.invoke();

      assertThat(result.outcome().kind()).isEqualTo(Kind.OK);
      assertThat(environments.sandboxes().launches()).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void leaseWhenAnotherIsHeldThenEachHasAnEnvironmentOfItsOwn() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api))) {
      try (Lease first = environments.lease();
          Lease second = environments.lease()) {
        assertThat(first.isCold()).isTrue();
        assertThat(second.isCold()).isTrue();
        assertThat(second.environment().id()).isNotEqualTo(first.environment().id());
        assertThat(second.environment().coldRestore()).isNotNull();
      }
    }
  }

  @Test
  @DisplayName("8.2/43, 8.6/87: credentials come from the container endpoint, and from there only")
  void initWhenSnapStartThenVariablesAreThoseOfARestoredRuntime() throws Exception {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api))) {
      environments.placement().warmUp(environments.function());
      Map<String, String> variables = environments.sandboxes().launches().get(0).environment();

      assertThat(variables)
          .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
          .containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java21")
          .doesNotContainKeys(
              "AWS_ACCESS_KEY_ID",
              "AWS_SECRET_ACCESS_KEY",
              "AWS_SESSION_TOKEN",
              "AWS_LAMBDA_LOG_GROUP_NAME",
              "AWS_LAMBDA_LOG_STREAM_NAME");
      assertThat(credentials(variables)).contains("\"AccessKeyId\":\"ASIASLSEMULOCAL00000\"");
    }
  }

  @Test
  void closeWhenOneIsKeptThenItIsEndedToo() throws IOException {
    FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api));
    environments.placement().warmUp(environments.function());

    environments.close();

    assertThat(environments.sandboxes().closed()).contains("e1");
  }

  @Test
  void retireWhenOneIsKeptThenItIsEnded() throws IOException {
    try (FakeEnvironments environments =
        FakeEnvironments.withSnapStart(LIMIT, (api, start) -> echoRestored(api))) {
      environments.placement().warmUp(environments.function());

      environments.placement().retire(environments.function());
      environments.placement().close(); // waits for what is being ended

      assertThat(environments.sandboxes().closed()).contains("e1");
    }
  }

  private static String credentials(Map<String, String> variables) throws Exception {
    URI uri = URI.create(variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    String token = variables.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static SandboxExit echoRestored(ScriptedRuntime api) throws IOException {
    restoreNext(api);
    return FakeSandboxes.echoForEver(api);
  }

  private static void restoreNext(ScriptedRuntime api) throws IOException {
    assertThat(api.request("GET", "/2018-06-01/runtime/restore/next", Map.of()).status())
        .isEqualTo(200);
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream().map(line -> line.split("[ \t]")[0]).toList();
  }

  private static String report(InvokeResult result) {
    return result.logs().get(result.logs().size() - 1);
  }
}
