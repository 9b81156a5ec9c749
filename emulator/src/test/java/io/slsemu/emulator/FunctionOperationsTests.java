package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.ARN;
import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.creation;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.leastCreation;
import static io.slsemu.emulator.ServiceFixture.object;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions over HTTP: made, changed, listed and deleted. */
@Requires(ROOT)
class FunctionOperationsTests {
  private static final String HELLO = FUNCTIONS + "/hello";
  @AutoClose private ServiceFixture service = ServiceFixture.atOnce();

  @Test
  void createWhenItIsGoodThenShowsTheFunctionAsTheServiceDoes() {
    HttpResponse<String> response = service.post(FUNCTIONS, leastCreation("hello"));

    assertThat(response.statusCode()).isEqualTo(201);
    JsonNode function = json(response);
    assertThat(function.path("FunctionArn").asText()).isEqualTo(ARN + "hello");
    assertThat(function.path("Version").asText()).isEqualTo("$LATEST");
    assertThat(function.path("State").asText()).isEqualTo("Active");
    assertThat(function.path("LastUpdateStatus").asText()).isEqualTo("Successful");
    assertThat(function.path("MemorySize").asInt()).isEqualTo(128);
    assertThat(function.path("Timeout").asInt()).isEqualTo(3);
    assertThat(function.path("CodeSize").asInt()).isEqualTo(archive("hello").length);
    assertThat(function.path("CodeSha256").asText()).hasSize(44);
    assertThat(function.path("RevisionId").asText()).hasSize(36);
    assertThat(function.path("LastModified").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
    assertThat(function.path("Architectures")).hasToString("[\"x86_64\"]");
    assertThat(function.path("TracingConfig")).hasToString("{\"Mode\":\"PassThrough\"}");
    assertThat(function.path("EphemeralStorage")).hasToString("{\"Size\":512}");
    assertThat(function.path("SnapStart"))
        .hasToString("{\"ApplyOn\":\"None\",\"OptimizationStatus\":\"Off\"}");
    assertThat(function.path("LoggingConfig"))
        .hasToString("{\"LogFormat\":\"Text\",\"LogGroup\":\"/aws/lambda/hello\"}");
    assertThat(function.path("RuntimeVersionConfig").path("RuntimeVersionArn").asText())
        .startsWith("arn:aws:lambda:us-east-1::runtime:");
  }

  @Test
  void functionWhenItIsUpdatedThenTheNewCodeAnswers() {
    service.create("hello");
    assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"hello, Ada\"}");

    HttpResponse<String> update =
        service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));

    assertThat(update.statusCode()).isEqualTo(200);
    assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"goodbye, Ada\"}");
  }

  @Test
  void updateCodeWhenItIsADryRunThenNothingChanges() {
    service.create("hello");
    JsonNode before = json(service.get(HELLO + "/configuration"));

    HttpResponse<String> update =
        service.put(
            HELLO + "/code", object().put("ZipFile", archive("goodbye")).put("DryRun", true));

    assertThat(json(update).path("CodeSha256")).isNotEqualTo(before.path("CodeSha256"));
    assertThat(json(service.get(HELLO + "/configuration"))).isEqualTo(before);
    assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"hello, Ada\"}");
  }

  @Test
  void updateConfigurationWhenSomeIsNamedThenTheRestStays() {
    service.post(FUNCTIONS, creation("hello").put("Description", "greets").put("Timeout", 7));
    ObjectNode change = object().put("MemorySize", 256);
    change.putObject("Environment").putObject("Variables").put("STAGE", "test");

    JsonNode updated = json(service.put(HELLO + "/configuration", change));

    assertThat(updated.path("MemorySize").asInt()).isEqualTo(256);
    assertThat(updated.path("Timeout").asInt()).isEqualTo(7);
    assertThat(updated.path("Description").asText()).isEqualTo("greets");
    assertThat(updated.path("Environment")).hasToString("{\"Variables\":{\"STAGE\":\"test\"}}");
    assertThat(json(service.get(HELLO + "/configuration"))).isEqualTo(updated);
  }

  @Test
  void updateWhenTheRevisionIsOldThenIsRefused() {
    service.create("hello");

    HttpResponse<String> update =
        service.put(HELLO + "/configuration", object().put("Timeout", 4).put("RevisionId", "old"));

    assertError(
        update,
        412,
        "PreconditionFailedException",
        "{\"Type\":\"User\",\"message\":\"The RevisionId provided does not match the latest"
            + " RevisionId. Call the GetFunction/GetAlias API to retrieve the latest"
            + " RevisionId\"}");
  }

  @Test
  void createWhenItIsThereThenConflicts() {
    service.create("hello");

    assertError(
        service.post(FUNCTIONS, creation("hello")),
        409,
        "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"Function already exist: hello\"}");
  }

  @Test
  void createWhenItTakesItsTimeThenNothingElseCanBeDoneUntilThen() throws IOException {
    service.close();
    service = ServiceFixture.settling(Duration.ofHours(1));

    JsonNode created = json(service.post(FUNCTIONS, creation("hello")));

    assertThat(created.path("State").asText()).isEqualTo("Pending");
    assertThat(created.path("StateReason").asText()).isEqualTo("The function is being created.");
    assertThat(created.path("StateReasonCode").asText()).isEqualTo("Creating");
    assertThat(created.has("LastUpdateStatus")).isFalse();
    String pending =
        "{\"Type\":\"User\",\"message\":\"The operation cannot be performed at this time. The"
            + " function is currently in the following state: Pending\"}";
    assertError(service.invoke("hello", ""), 409, "ResourceConflictException", pending);
    assertError(
        service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye"))),
        409,
        "ResourceConflictException",
        pending);
    assertError(
        service.put(HELLO + "/configuration", object().put("Timeout", 5)),
        409,
        "ResourceConflictException",
        pending);
    assertThat(service.delete(HELLO).statusCode()).isEqualTo(204);
    assertThat(service.invoke("hello", "").statusCode()).isEqualTo(404);
  }

  @Test
  void deleteWhenItIsThereThenNothingIsLeft() {
    service.create("hello");

    HttpResponse<String> deleted = service.delete(HELLO);

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    String gone = "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN + "hello\"}";
    assertError(service.get(HELLO), 404, "ResourceNotFoundException", gone);
    assertError(service.delete(HELLO), 404, "ResourceNotFoundException", gone);
    assertError(service.get(HELLO + "/configuration"), 404, "ResourceNotFoundException", gone);
    assertError(
        service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye"))),
        404,
        "ResourceNotFoundException",
        gone);
    assertThat(service.post(FUNCTIONS, creation("hello")).statusCode()).isEqualTo(201);
  }

  @Test
  void getWhenItIsThereThenItsCodeCanBeFetched() {
    service.create("hello");

    JsonNode function = json(service.get(HELLO));

    assertThat(function.path("Configuration"))
        .isEqualTo(json(service.get(HELLO + "/configuration")));
    assertThat(function.path("Code").path("RepositoryType").asText()).isEqualTo("S3");
    URI location = URI.create(function.path("Code").path("Location").asText());
    assertThat(location.getPort()).isEqualTo(service.port());
    HttpResponse<String> code = service.get(location.getRawPath());
    assertThat(code.statusCode()).isEqualTo(200);
    assertThat(header(code, "Content-Type")).isEqualTo("application/zip");
    assertThat(header(code, "Content-Length")).isEqualTo(Integer.toString(archive("hello").length));
  }

  @Test
  void listWhenThereAreManyThenComesInPages() {
    for (String name : List.of("d", "b", "a", "c")) {
      service.create(name);
    }

    JsonNode first = json(service.get(FUNCTIONS + "/?MaxItems=3"));
    JsonNode second =
        json(service.get(FUNCTIONS + "/?MaxItems=3&Marker=" + first.path("NextMarker").asText()));

    assertThat(names(first)).containsExactly("a", "b", "c");
    assertThat(names(second)).containsExactly("d");
    assertThat(second.has("NextMarker")).isFalse();
  }

  @Test
  void callerWhenItIsOfAnotherAccountOrRegionThenHasFunctionsOfItsOwn() {
    service.create("hello");
    String[] other = signed("111111111111", "us-east-1");
    String[] far = signed("AKIAIOSFODNN7EXAMPLE", "eu-west-1");

    assertThat(json(service.send("GET", FUNCTIONS, null, other)).path("Functions")).isEmpty();
    assertThat(json(service.send("GET", FUNCTIONS, null, far)).path("Functions")).isEmpty();
    JsonNode created = json(service.send("POST", FUNCTIONS, creation("hello").toString(), other));

    assertThat(created.path("FunctionArn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:111111111111:function:hello");
    assertThat(service.send("POST", HELLO + "/invocations", "{\"name\":\"Eve\"}", other).body())
        .isEqualTo("{\"message\":\"hello, Eve\"}");
    service.send("DELETE", HELLO, null, other);
    assertThat(service.get(HELLO).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example:3001"})
  void createWhenAWebPageOfElsewhereAsksThenRefusedAndNothingIsThere(String origin) {
    HttpResponse<String> answer =
        service.send("POST", FUNCTIONS, creation("hello").toString(), "Origin", origin);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(header(answer, "x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
    assertThat(service.get(HELLO).statusCode()).isEqualTo(404);
  }

  @Test
  void createWhenAWebPageOfThisMachineAsksThenCreates() {
    HttpResponse<String> answer =
        service.send(
            "POST", FUNCTIONS, creation("hello").toString(), "Origin", "http://localhost:5173");

    assertThat(answer.statusCode()).isEqualTo(201);
  }

  private static String[] signed(String key, String region) {
    return new String[] {
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=%s/20261121/%s/lambda/aws4_request, SignedHeaders=host, Signature=00"
          .formatted(key, region)
    };
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("Functions").forEach(each -> names.add(each.path("FunctionName").asText()));
    return names;
  }
}
