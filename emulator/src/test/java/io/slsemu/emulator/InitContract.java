package io.slsemu.emulator;

import static io.slsemu.emulator.EmulatorFixture.payload;
import static io.slsemu.emulator.ShellScripts.SERVES;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways Init can end, with real programs and the same in both kinds of sandbox. */
abstract class InitContract {
  static final String OWN_ERROR = "{\"errorMessage\":\"no database\",\"errorType\":\"Db\"}";

  /** The directory outlasts a reset. */
  private static final String COUNTS =
      """
      echo x >>/tmp/starts
      starts=$(wc -l </tmp/starts)
      fail_init() {
        curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Db' \\
          -d '{"errorMessage":"no database","errorType":"Db"}' \\
          http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/init/error
        exit 1
      }
      next() {
        api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
        curl -fsS -D /tmp/h -o /dev/null $api/next
        id=$(grep -i ^Lambda-Runtime-Aws-Request-Id: /tmp/h | tr -d '\\r' | cut -d' ' -f2)
      }""";

  private static final String FAILS_ONCE = "[ $starts -gt 1 ] || fail_init";

  /** Its error is there before the runtime has one. */
  private static final String EXTENSION =
      """
      echo x >>/tmp/extensions
      api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
      curl -fsS -D /tmp/x -o /dev/null -d '{"events":[]}' -H 'Lambda-Extension-Name: fails' \\
        $api/register
      id=$(grep -i ^Lambda-Extension-Identifier: /tmp/x | tr -d '\\r' | cut -d' ' -f2)
      curl -sS -o /dev/null -X POST -H "Lambda-Extension-Identifier: $id" \\
        -H 'Lambda-Extension-Function-Error-Type: Extension.First' $api/init/error
      touch /tmp/failed.$(wc -l </tmp/extensions)
      sleep 30""";

  @TempDir Path code;
  private final SandboxKind kind;

  InitContract(SandboxKind kind) {
    this.kind = kind;
  }

  private EmulatorFixture with(String... lines) throws IOException {
    return EmulatorFixture.in(
        kind, ShellScripts.bootstrap(kind, code, lines), EmulatorFixture.wholeCpu(20));
  }

  @Test
  @DisplayName("8.4/68: a good Init comes before the invocation, and is in its REPORT")
  void initWhenGoodThenInvocationIsColdAndGood() throws IOException {
    try (EmulatorFixture fixture = with(SERVES)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(payload(result)).isEqualTo("\"ok\"");
      assertThat(result.report().initDuration()).isNotNull();
      assertThat(kinds(result))
          .containsExactly("INIT_START", "INIT_REPORT init ", "START", "END", "REPORT");
    }
  }

  @Test
  @DisplayName("8.4/68, 8.4/69: an Init that fails twice gives the caller the runtime's own error")
  void initWhenItFailsTwiceThenCallerGetsItsError() throws IOException {
    try (EmulatorFixture fixture = with(COUNTS, "fail_init")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result)).isEqualTo(OWN_ERROR);
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
    String crashes = "next; curl -sS -o /dev/null -d 1 $api/$id/response; next; exit 7";
    try (EmulatorFixture fixture = with(COUNTS, FAILS_ONCE, crashes)) {
      InvokeResult good = fixture.invoke("{}");
      InvokeResult crash = fixture.invoke("{}");

      assertThat(payload(good)).isEqualTo("1");
      assertThat(good.report().initDuration()).as("it is inside the Duration").isNull();
      assertThat(kinds(good))
          .startsWith("INIT_START", "INIT_REPORT init error")
          .endsWith("START", "END", "REPORT");
      assertThat(crash.start().environmentId()).isEqualTo(good.start().environmentId());
      assertThat(payload(crash))
          .isEqualTo(
              platformError(
                  crash, "Runtime.ExitError", "Runtime exited with error: exit status 7"));
    }
  }

  @Test
  @DisplayName("8.4/69: an invocation can fail after an Init inside it was good")
  void initWhenGoodInsideThenInvocationMayStillFail() throws IOException {
    String fails =
        "next; curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Own.Error' -d '"
            + OWN_ERROR
            + "' $api/$id/error; next";
    try (EmulatorFixture fixture = with(COUNTS, FAILS_ONCE, fails)) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.FUNCTION_ERROR);
      assertThat(payload(result)).isEqualTo(OWN_ERROR);
    }
  }

  /** With a limit of a second in place of ten. */
  @Test
  @DisplayName("8.4/72: an Init over its own limit runs again inside under the function's timeout")
  void initWhenOverItsLimitThenHasTheFunctionsTimeoutInside() throws IOException {
    FunctionCode slowOnce =
        ShellScripts.bootstrap(kind, code, COUNTS, "[ $starts -gt 1 ] || sleep 30", SERVES);
    try (ShortInit environments =
        ShortInit.of(kind, Duration.ofSeconds(1), slowOnce, EmulatorFixture.wholeCpu(20))) {
      InvokeResult result = environments.invoke();

      assertThat(payload(result)).isEqualTo("\"ok\"");
      assertThat(kinds(result))
          .startsWith("INIT_START", "INIT_REPORT init timeout")
          .endsWith("START", "END", "REPORT");
      assertThat(result.report().initDuration()).isNull();
    }
  }

  @Test
  @DisplayName("8.4/72: an Init that is over both limits is the function's timeout")
  void initWhenOverBothLimitsThenIsATimeout() throws IOException {
    FunctionCode slow = ShellScripts.bootstrap(kind, code, "sleep 30");
    try (ShortInit environments =
        ShortInit.of(kind, Duration.ofMillis(100), slow, EmulatorFixture.timeout(1))) {
      InvokeResult result = environments.invoke();

      assertThat(payload(result))
          .isEqualTo(
              platformError(result, "Sandbox.Timedout", "Task timed out after 1.00 seconds"));
      assertThat(kinds(result))
          .containsExactly(
              "INIT_START",
              "INIT_REPORT init timeout",
              "INIT_REPORT invoke timeout",
              "START",
              "END",
              "REPORT");
    }
  }

  @Test
  @DisplayName("8.4/73: a runtime that ends in Init without a word is a Runtime.ExitError")
  void initWhenItExitsWithoutAWordThenErrorIsNotEmpty() throws IOException {
    try (EmulatorFixture fixture = with("exit 0")) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().kind()).isEqualTo(Kind.INIT_ERROR);
      assertThat(payload(result))
          .isEqualTo(
              platformError(
                  result, "Runtime.ExitError", "Runtime exited without providing a reason"));
    }
  }

  @Test
  @DisplayName("8.4/74: the first fatal error wins, an extension's over the runtime's")
  void initWhenExtensionAndRuntimeFailThenTheFirstIsTold(@TempDir Path layers) throws IOException {
    Files.createDirectory(layers.resolve("extensions"));
    ShellScripts.script(layers.resolve("extensions/fails"), EXTENSION);
    ShellScripts.script(
        code.resolve("bootstrap"),
        COUNTS,
        "until [ -e /tmp/failed.$starts ]; do sleep 0.02; done; fail_init");
    FunctionCode both = new FunctionCode.Directory(code, ShellScripts.image(kind), layers);
    try (EmulatorFixture fixture = EmulatorFixture.in(kind, both, EmulatorFixture.wholeCpu(20))) {
      InvokeResult result = fixture.invoke("{}");

      assertThat(result.outcome().errorType()).isEqualTo("Extension.InitError");
      assertThat(payload(result)).contains("Extension.First").doesNotContain("no database");
    }
  }

  @Test
  @DisplayName("8.4/75: what cannot be executed is a Runtime.InvalidEntrypoint")
  void initWhenEntrypointIsInvalidThenTypeSaysSo() {
    Map<String, String> messages =
        Map.of(
            "no-bootstrap",
            "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
            "wrong-architecture",
            "fork/exec /var/task/bootstrap: exec format error",
            "not-executable",
            "fork/exec /var/task/bootstrap: permission denied");
    try (EmulatorFixture fixture = EmulatorFixture.in(kind, "no-bootstrap", same -> {})) {
      messages.forEach(
          (function, message) -> {
            fixture
                .emulator()
                .deploy(
                    FunctionConfiguration.of("function"),
                    FunctionCode.directory(Functions.directory(function)));
            InvokeResult result = fixture.invoke("{}");

            assertThat(payload(result))
                .isEqualTo(platformError(result, "Runtime.InvalidEntrypoint", message));
          });
    }
  }

  static String platformError(InvokeResult result, String type, String message) {
    return "{\"errorType\":\"%s\",\"errorMessage\":\"RequestId: %s Error: %s\"}"
        .formatted(type, result.report().requestId(), message);
  }

  private static List<String> kinds(InvokeResult result) {
    return result.logs().stream()
        .filter(line -> line.matches("(INIT_|START|END|REPORT).*"))
        .map(
            line ->
                line.replaceAll(
                    "INIT_REPORT.*Phase: (\\w+)(\tStatus: )?(\\w*).*", "INIT_REPORT $1 $3"))
        .map(line -> line.startsWith("INIT_REPORT") ? line : line.split(" ")[0])
        .toList();
  }
}
