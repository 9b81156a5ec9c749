package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.GO;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a function is told of itself and its invocation: real command, emulator and function, the
 * same in both kinds of sandbox.
 */
abstract class ContextContract extends RealCommandFixture {
  /** Answers what it was told. */
  private static final String TELLS =
      """
      #!/bin/sh
      api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
      value() { grep -i "^$1:" /tmp/h | tr -d '\\r' | cut -d' ' -f2-; }
      while :; do
        curl -fsS -D /tmp/h -o /tmp/e $api/next || continue
        left=$(($(value Lambda-Runtime-Deadline-Ms) - $(date +%s%3N)))
        context=$(value Lambda-Runtime-Client-Context)
        arn=$(value Lambda-Runtime-Invoked-Function-Arn)
        curl -sS -o /dev/null -H 'Content-Type: application/json' \
          -d "{\\"arn\\":\\"$arn\\",\\"own\\":\\"$OWN\\",\\"left\\":$left,\\"context\\":${context:-null}}" \
          $api/$(value Lambda-Runtime-Aws-Request-Id)/response
      done
      """;

  private final String sandbox;

  /**
   * @param sandbox its kind, as the command names it
   */
  ContextContract(String sandbox) {
    this.sandbox = sandbox;
  }

  @BeforeEach
  void writeFunction() {
    run.bootstrap("tells", TELLS);
  }

  @Test
  @DisplayName("8.1/2: environment values that contain = survive intact")
  void invokeWhenValueHasEqualsSignsThenItIsIntact() {
    assertThat(answer("--env", "OWN==a=b==")).contains("\"own\":\"=a=b==\"");
  }

  @Test
  @DisplayName("8.1/3: without a name the ARN is made with the default one")
  void invokeWhenNoNameIsGivenThenArnHasTheDefault() {
    assertThat(answer())
        .contains("\"arn\":\"arn:aws:lambda:us-east-1:000000000000:function:tells\"");
  }

  @Test
  @DisplayName("8.1/4: a name that is given is in the ARN")
  void invokeWhenNameIsGivenThenItIsInTheArn() {
    assertThat(answer("--name", "orders"))
        .contains("\"arn\":\"arn:aws:lambda:us-east-1:000000000000:function:orders\"");
  }

  @Test
  @Requires(GO)
  @DisplayName("8.1/5: an exception is told with errorMessage, errorType and stackTrace")
  void invokeWhenHandlerPanicsThenErrorHasItsParts() {
    run.run("invoke", "--sandbox", sandbox, Functions.directory("panic-go").toString());

    assertThat(run.code).isEqualTo(1);
    assertThat(run.out())
        .contains("\"errorMessage\":")
        .contains("\"errorType\":")
        .contains("\"stackTrace\":");
  }

  @ParameterizedTest
  @CsvSource({"3, 3000", "10, 10000", "default, 3000"})
  @DisplayName("8.1/7: the time that remains is that of the configured timeout")
  void invokeWhenTimeoutIsSetThenThatMuchRemains(String timeout, long milliseconds) {
    String answer =
        timeout.equals("default") ? answer() : answer("--timeout", timeout, "--env", "OWN=x");

    long left = Long.parseLong(answer.replaceAll(".*\"left\":(\\d+).*", "$1"));
    assertThat(left).isBetween(milliseconds - 2_000, milliseconds);
  }

  @Test
  @DisplayName("8.1/8: the client context arrives decoded")
  void invokeWhenClientContextIsGivenThenItArrivesDecoded() {
    assertThat(answer("--client-context", "{\"custom\":{\"a\":\"b\"}}"))
        .endsWith("\"context\":{\"custom\":{\"a\":\"b\"}}}");
    assertThat(answer("--client-context", "eyJjdXN0b20iOnt9fQ=="))
        .endsWith("\"context\":{\"custom\":{}}}");
  }

  /** With a whole CPU, since it is a shell. */
  private String answer(String... options) {
    List<String> line = new ArrayList<>(List.of("invoke", "tells", "--sandbox", sandbox));
    line.addAll(List.of("--memory", "1769"));
    if (sandbox.equals("docker")) {
      line.addAll(List.of("--image", TestImages.shell()));
    }
    line.addAll(List.of(options));
    run.run(line.toArray(new String[0]));
    assertThat(run.code).as(run.err()).isZero();
    return run.out();
  }
}
