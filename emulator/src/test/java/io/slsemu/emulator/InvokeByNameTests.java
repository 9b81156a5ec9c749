package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.ARN;
import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoke over HTTP, of functions that operations made. */
@Requires(Requirement.ROOT)
class InvokeByNameTests {
  @AutoClose private static ServiceFixture service;

  @BeforeAll
  static void serve() throws IOException {
    service = ServiceFixture.atOnce().create("hello");
    service.post(FUNCTIONS + "/hello/versions", object());
    service.post(
        FUNCTIONS + "/hello/aliases", object().put("Name", "live").put("FunctionVersion", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "hello, '', $LATEST",
    "hello:live, '', 1",
    "hello%3Alive, '', 1",
    "hello, ?Qualifier=live, 1",
    "hello, ?Qualifier=1, 1",
    "hello, ?Qualifier=%24LATEST, $LATEST",
    "hello:live, ?Qualifier=live, 1",
    "000000000000:function:hello, '', $LATEST",
    "000000000000%3Afunction%3Ahello%3Alive, '', 1",
    "arn:aws:lambda:us-east-1:000000000000:function:hello, '', $LATEST",
    "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ahello%3A1, '', 1",
  })
  void invokeWhenItIsAnyFormOfTheNameThenTheVersionAnswers(
      String name, String query, String version) {
    HttpResponse<String> response = service.invoke(name, query);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"message\":\"hello, Ada\"}");
    assertThat(header(response, "X-Amz-Executed-Version")).isEqualTo(version);
    assertThat(header(response, "x-amzn-RequestId")).hasSize(36);
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, '', nobody:$LATEST",
    "nobody, ?Qualifier=1, nobody:1",
    "hello, ?Qualifier=gone, hello:gone",
    "hello:9, '', hello:9",
  })
  void invokeWhenThereIsNoneThenIsNamedWithTheVersionThatWasMeant(
      String name, String query, String named) {
    assertError(
        service.invoke(name, query),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN + named + "\"}");
  }

  @Test
  void invokeWhenTheRegionIsAnotherThenIsNotReachable() {
    assertError(
        service.invoke("arn:aws:lambda:eu-west-1:000000000000:function:hello", ""),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Functions from 'eu-west-1' are not reachable in this"
            + " region ('us-east-1')\"}");
  }

  @Test
  void invokeWhenTheQualifiersDifferThenIsRefused() {
    assertError(
        service.invoke("hello:1", "?Qualifier=live"),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"The derived qualifier from the function name does not"
            + " match the specified qualifier.\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%00", "..%2F..", "n%0A"})
  void invokeWhenTheNameIsNoneThenThePatternIsShown(String name) {
    HttpResponse<String> response = service.invoke(name, "");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("ValidationException");
  }

  @Test
  void invokeWhenItIsADryRunThenNothingRuns() {
    HttpResponse<String> there = invoke("hello", "X-Amz-Invocation-Type", "DryRun");

    assertThat(there.statusCode()).isEqualTo(204);
    assertThat(there.body()).isEmpty();
    assertThat(there.headers().firstValue("X-Amz-Executed-Version")).isEmpty();
    assertThat(header(there, "x-amzn-RequestId")).hasSize(36);
    assertThat(invoke("nobody", "X-Amz-Invocation-Type", "DryRun").statusCode()).isEqualTo(404);
  }

  @Test
  void invokeWhenTheTailIsWantedThenComesWithTheAnswer() {
    HttpResponse<String> response = invoke("hello", "X-Amz-Log-Type", "Tail");

    assertThat(response.body()).isEqualTo("{\"message\":\"hello, Ada\"}");
    String log =
        new String(
            Base64.getDecoder().decode(header(response, "X-Amz-Log-Result")),
            StandardCharsets.UTF_8);
    assertThat(log).contains("START RequestId: ").contains("REPORT RequestId: ");
  }

  @Test
  void invokeWhenAHeaderIsWrongThenIsRefused() {
    HttpResponse<String> type = invoke("hello", "X-Amz-Invocation-Type", "Later");
    HttpResponse<String> log = invoke("hello", "X-Amz-Log-Type", "Head");

    assertThat(type.statusCode()).isEqualTo(400);
    assertThat(type.body())
        .startsWith(
            "{\"message\":\"1 validation error detected: Value 'Later' at 'invocationType'");
    assertError(
        log,
        400,
        "ValidationException",
        "{\"message\":\"1 validation error detected: Value 'Head' at 'logType' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [None, Tail]\"}");
  }

  @Test
  void invokeWhenTheBodyIsNoJsonThenIsRefused() {
    HttpResponse<String> response =
        service.send("POST", FUNCTIONS + "/hello/invocations", "{\"name\":");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "x-amzn-ErrorType")).isEqualTo("InvalidRequestContentException");
    assertThat(response.body())
        .startsWith(
            "{\"Type\":\"User\",\"message\":\"Could not parse request body into json: Could not"
                + " parse payload into json: ");
  }

  private static HttpResponse<String> invoke(String name, String... headers) {
    return service.send(
        "POST", FUNCTIONS + "/" + name + "/invocations", "{\"name\":\"Ada\"}", headers);
  }
}
