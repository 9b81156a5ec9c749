package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.ARN;
import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.header;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Versions that nothing changes, and the names that lead to them, over HTTP. */
@Requires(Requirement.ROOT)
class VersionAndAliasTests {
  private static final String HELLO = FUNCTIONS + "/hello";
  private static final String VERSIONS = HELLO + "/versions";
  private static final String ALIASES = HELLO + "/aliases";
  @AutoClose private final ServiceFixture service = ServiceFixture.atOnce().create("hello");

  @Test
  void publishWhenNothingChangedThenTheSameVersionStands() {
    HttpResponse<String> first = service.post(VERSIONS, object().put("Description", "one"));
    HttpResponse<String> second = service.post(VERSIONS, object().put("Description", "again"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).path("Version").asText()).isEqualTo("1");
    assertThat(json(first).path("FunctionArn").asText()).isEqualTo(ARN + "hello:1");
    assertThat(json(first).path("Description").asText()).isEqualTo("one");
    assertThat(json(second)).isEqualTo(json(first));
  }

  @Test
  void versionWhenTheCodeChangesThenKeepsItsOwn() {
    publish();
    service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));
    assertThat(publish()).isEqualTo("2");

    assertThat(service.invoke("hello:1", "").body()).isEqualTo("{\"message\":\"hello, Ada\"}");
    HttpResponse<String> second = service.invoke("hello", "?Qualifier=2");
    assertThat(second.body()).isEqualTo("{\"message\":\"goodbye, Ada\"}");
    assertThat(header(second, "X-Amz-Executed-Version")).isEqualTo("2");
    assertThat(json(service.get(HELLO + "/configuration?Qualifier=1")).path("CodeSha256"))
        .isNotEqualTo(json(service.get(HELLO + "/configuration")).path("CodeSha256"));
    assertThat(texts(service.get(VERSIONS), "Versions", "Version"))
        .containsExactly("$LATEST", "1", "2");
  }

  @Test
  void updateCodeWhenItPublishesThenTheVersionIsShown() {
    JsonNode published =
        json(
            service.put(
                HELLO + "/code", object().put("ZipFile", archive("goodbye")).put("Publish", true)));

    assertThat(published.path("Version").asText()).isEqualTo("1");
    assertThat(published.path("FunctionArn").asText()).isEqualTo(ARN + "hello:1");
  }

  @Test
  void publishWhenTheCodeIsNotTheOneMeantThenIsRefused() {
    String now = json(service.get(HELLO + "/configuration")).path("CodeSha256").asText();

    assertError(
        service.post(VERSIONS, object().put("CodeSha256", "another")),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"CodeSHA256 (another) is different from current CodeSHA256"
            + " in $LATEST ("
            + now
            + "). Please try again with the CodeSHA256 in $LATEST.\"}");
  }

  @Test
  void versionWhenDeletedThenItsNumberIsNotGivenAgain() {
    publish();

    assertThat(service.delete(HELLO + "?Qualifier=1").statusCode()).isEqualTo(204);

    assertError(
        service.get(HELLO + "?Qualifier=1"),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN + "hello:1\"}");
    assertThat(publish()).isEqualTo("2");
  }

  @Test
  void deleteWhenItIsTheLatestThenIsRefused() {
    assertError(
        service.delete(HELLO + "?Qualifier=%24LATEST"),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"$LATEST version cannot be deleted without deleting the"
            + " function.\"}");
  }

  @Test
  void deleteWhenAnAliasLeadsToTheVersionThenConflicts() {
    publish();
    service.post(ALIASES, alias("live", "1"));

    HttpResponse<String> deleted = service.delete(HELLO + "?Qualifier=1");

    assertThat(deleted.statusCode()).isEqualTo(409);
    assertThat(deleted.body()).contains("aliases reference it: [live]");
  }

  @Test
  void aliasWhenMadeThenCanBeSeenChangedAndDeleted() {
    publish();

    HttpResponse<String> created =
        service.post(ALIASES, alias("live", "1").put("Description", "what all use"));

    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode alias = json(created);
    assertThat(alias.path("AliasArn").asText()).isEqualTo(ARN + "hello:live");
    assertThat(alias.path("FunctionVersion").asText()).isEqualTo("1");
    assertThat(alias.path("RevisionId").asText()).hasSize(36);
    assertThat(alias.has("RoutingConfig")).isFalse();
    assertThat(json(service.get(ALIASES + "/live"))).isEqualTo(alias);
    JsonNode updated =
        json(service.put(ALIASES + "/live", object().put("FunctionVersion", "$LATEST")));
    assertThat(updated.path("FunctionVersion").asText()).isEqualTo("$LATEST");
    assertThat(updated.path("Description").asText()).isEqualTo("what all use");
    assertThat(updated.path("RevisionId")).isNotEqualTo(alias.path("RevisionId"));
    assertThat(service.delete(ALIASES + "/live").statusCode()).isEqualTo(204);
    assertThat(service.delete(ALIASES + "/live").statusCode()).isEqualTo(204);
    assertError(
        service.get(ALIASES + "/live"),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Cannot find alias arn: " + ARN + "hello:live\"}");
  }

  @Test
  void aliasWhenItHasWeightsThenCallsGoThere() {
    publish();
    service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));
    publish();
    service.post(ALIASES, weighted("live", "1", "2", 1));

    HttpResponse<String> response = service.invoke("hello:live", "");

    assertThat(response.body()).isEqualTo("{\"message\":\"goodbye, Ada\"}");
    assertThat(header(response, "X-Amz-Executed-Version")).isEqualTo("2");
    ObjectNode none = object();
    none.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
    service.put(ALIASES + "/live", none);
    assertThat(header(service.invoke("hello:live", ""), "X-Amz-Executed-Version")).isEqualTo("1");
    assertThat(json(service.get(ALIASES + "/live")).has("RoutingConfig")).isFalse();
  }

  @Test
  void aliasWhenItsWeightsAreWrongThenIsRefused() {
    publish();
    service.put(HELLO + "/code", object().put("ZipFile", archive("goodbye")));
    publish();
    ObjectNode three = weighted("live", "1", "2", 0.1);
    ((ObjectNode) three.at("/RoutingConfig/AdditionalVersionWeights")).put("3", 0.1);

    assertInvalid(three, "Number of items in AdditionalVersionWeights cannot be greater than 1");
    assertInvalid(
        weighted("live", "$LATEST", "2", 0.1),
        "$LATEST is not supported for an alias pointing to more than 1 version");
    assertInvalid(
        weighted("live", "1", "1", 0.1),
        "Invalid function version 1. Function version 1 is already included in routing"
            + " configuration.");
    assertThat(service.post(ALIASES, weighted("live", "1", "2", 1.5)).statusCode()).isEqualTo(400);
    assertThat(service.post(ALIASES, weighted("live", "1", "9", 0.5)).statusCode()).isEqualTo(404);
    ObjectNode list = alias("live", "1");
    list.putObject("RoutingConfig").putArray("AdditionalVersionWeights").add(1);
    assertThat(header(service.post(ALIASES, list), "x-amzn-ErrorType"))
        .isEqualTo("SerializationException");
    assertThat(texts(service.get(ALIASES), "Aliases", "Name")).isEmpty();
  }

  @Test
  void aliasWhenItsNameOrVersionIsWrongThenIsRefused() {
    service.post(ALIASES, alias("live", "$LATEST"));

    assertError(
        service.post(ALIASES, alias("live", "$LATEST")),
        409,
        "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"Alias already exists: " + ARN + "hello:live\"}");
    assertError(
        service.post(ALIASES, alias("other", "7")),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN + "hello:7\"}");
    assertThat(header(service.post(ALIASES, alias("7", "$LATEST")), "x-amzn-ErrorType"))
        .isEqualTo("ValidationException");
    assertThat(service.put(ALIASES + "/live", object().put("RevisionId", "old")).statusCode())
        .isEqualTo(412);
  }

  @Test
  void listWhenThereAreManyAliasesThenComesInPagesAndByVersion() {
    publish();
    for (String name : List.of("c", "a", "b")) {
      service.post(ALIASES, alias(name, name.equals("b") ? "1" : "$LATEST"));
    }

    JsonNode first = json(service.get(ALIASES + "?MaxItems=2"));

    assertThat(first.path("Aliases")).hasSize(2);
    assertThat(
            texts(
                service.get(ALIASES + "?MaxItems=2&Marker=" + first.path("NextMarker").asText()),
                "Aliases",
                "Name"))
        .containsExactly("c");
    assertThat(texts(service.get(ALIASES + "?FunctionVersion=1"), "Aliases", "Name"))
        .containsExactly("b");
  }

  private void assertInvalid(ObjectNode alias, String message) {
    assertError(
        service.post(ALIASES, alias),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"" + message + "\"}");
  }

  private String publish() {
    return json(service.post(VERSIONS, object())).path("Version").asText();
  }

  private static ObjectNode alias(String name, String version) {
    return object().put("Name", name).put("FunctionVersion", version);
  }

  private static ObjectNode weighted(String name, String version, String other, double weight) {
    ObjectNode alias = alias(name, version);
    alias.putObject("RoutingConfig").putObject("AdditionalVersionWeights").put(other, weight);
    return alias;
  }

  private static List<String> texts(HttpResponse<String> page, String list, String member) {
    List<String> texts = new ArrayList<>();
    json(page).path(list).forEach(each -> texts.add(each.path(member).asText()));
    return texts;
  }
}
