package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.creation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service does not take of a function, in its words. */
@Requires(Requirement.ROOT)
class FunctionRefusalsTests {
  private static final String INVALID = "InvalidParameterValueException";
  private static final String MODEL = "ValidationException";
  @AutoClose private static final ServiceFixture service = ServiceFixture.atOnce();

  static Stream<Arguments> mistakes() {
    return Stream.of(
        invalid(
            "a zip without a runtime",
            request -> request.remove("Runtime"),
            "Runtime and handler are mandatory parameters for functions created with deployment"
                + " packages."),
        invalid(
            "a runtime of the past",
            request -> request.put("Runtime", "go1.x"),
            "The runtime parameter of go1.x is no longer supported for creating or updating AWS"
                + " Lambda functions. We recommend you use a supported runtime while creating or"
                + " updating functions."),
        invalid(
            "six layers",
            request -> {
              for (int i = 0; i < 6; i++) {
                request.withArray("Layers").add("arn:aws:lambda:us-east-1:1:layer:a" + i + ":1");
              }
            },
            "Cannot reference more than 5 layers."),
        invalid(
            "more than 4 KB of variables",
            request ->
                request
                    .putObject("Environment")
                    .putObject("Variables")
                    .put("BIG", "x".repeat(4_096)),
            "Lambda was unable to configure your environment variables because the environment"
                + " variables you have provided exceeded the 4KB limit. String measured:"
                + " {\\\"BIG\\\":\\\""
                + "x".repeat(4_096)
                + "\\\"}"),
        invalid(
            "a reserved variable",
            request ->
                request.putObject("Environment").putObject("Variables").put("AWS_REGION", "mars"),
            "Lambda was unable to configure your environment variables because the environment"
                + " variables you have provided contains reserved keys that are currently not"
                + " supported for modification. Reserved keys used in this request: AWS_REGION"),
        invalid(
            "no code",
            request -> request.putObject("Code"),
            "Please provide a source for function code."),
        validation(
            "too little memory",
            request -> request.put("MemorySize", 127),
            "Value '127' at 'memorySize' failed to satisfy constraint: Member must have value"
                + " greater than or equal to 128"),
        validation(
            "too long a time",
            request -> request.put("Timeout", 901),
            "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less"
                + " than or equal to 900"),
        validation(
            "a role that is none",
            request -> request.put("Role", "me"),
            "Value 'me' at 'role' failed to satisfy constraint: Member must satisfy regular"
                + " expression pattern:"
                + " arn:(aws[a-zA-Z-]*)?:iam::\\\\d{12}:role/?[a-zA-Z_0-9+=,.@\\\\-_/]+"),
        validation(
            "no role",
            request -> request.remove("Role"),
            "Value null at 'role' failed to satisfy constraint: Member must not be null"),
        validation(
            "a tracing mode that is none",
            request -> request.putObject("TracingConfig").put("Mode", "Off"),
            "Value 'Off' at 'tracingConfig.mode' failed to satisfy constraint: Member must satisfy"
                + " enum value set: [Active, PassThrough]"));
  }

  private static Arguments invalid(String title, Consumer<ObjectNode> mistake, String message) {
    return Arguments.of(
        title, mistake, INVALID, "{\"Type\":\"User\",\"message\":\"" + message + "\"}");
  }

  private static Arguments validation(String title, Consumer<ObjectNode> mistake, String message) {
    return Arguments.of(
        title, mistake, MODEL, "{\"message\":\"1 validation error detected: " + message + "\"}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void createWhenThereIsAMistakeThenIsRefusedInTheServicesWords(
      String title, Consumer<ObjectNode> mistake, String type, String body) {
    ObjectNode request = creation("refused");
    mistake.accept(request);

    assertError(service.post(FUNCTIONS, request), 400, type, body);

    assertThat(service.get(FUNCTIONS + "/refused").statusCode()).isEqualTo(404);
  }

  @Test
  void createWhenTheZipIsNoneThenSaysSoAndWhatIsWrong() {
    ObjectNode request = creation("refused");
    request.putObject("Code").put("ZipFile", "bm8gemlw");

    var response = service.post(FUNCTIONS, request);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith(
            "{\"Type\":\"User\",\"message\":\"Could not unzip uploaded file. Please check your"
                + " file, then try to upload again.");
  }

  @Test
  void createWhenTheZipIsTooLargeThenSaysSo() {
    ObjectNode request = creation("refused");
    request.putObject("Code").put("ZipFile", new byte[52_428_801]);

    assertError(
        service.post(FUNCTIONS, request),
        400,
        INVALID,
        "{\"Type\":\"User\",\"message\":\"Zipped size must be smaller than 52428800 bytes\"}");
  }

  @Test
  void createWhenTheRequestIsTooLargeThenIsCutOff() {
    assertError(
        service.send("POST", FUNCTIONS, " ".repeat(70_167_212)),
        413,
        "RequestEntityTooLargeException",
        "{\"Message\":\"Request must be smaller than 70167211 bytes for the CreateFunction"
            + " operation\"}");
  }

  @Test
  void createWhenTheBodyIsNoJsonThenIsRefused() {
    var response = service.send("POST", FUNCTIONS, "{\"FunctionName\":");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"Type\":\"User\",\"Message\":\"Unexpected end-of-input");
    assertThat(ServiceFixture.header(response, "x-amzn-ErrorType"))
        .isEqualTo("SerializationException");
  }

  /** Of the operations that are not there one may come; this one not soon. */
  @Test
  void operationWhenItIsAbsentThenIsNamed() {
    assertError(
        service.send("PUT", "/2025-11-30/capacity-providers/x", "{}"),
        501,
        "NotImplementedException",
        "{\"Type\":\"Service\",\"Message\":\"UpdateCapacityProvider is not there: sls-emu does not"
            + " carry it out\"}");
  }

  @Test
  void methodWhenThePathHasOthersThenTheyAreNamed() {
    var response = service.send("PATCH", FUNCTIONS + "/f", "{}");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(ServiceFixture.header(response, "Allow")).isEqualTo("DELETE, GET");
  }
}
