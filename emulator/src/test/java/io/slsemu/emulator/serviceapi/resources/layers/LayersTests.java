package io.slsemu.emulator.serviceapi.resources.layers;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertBadParameter;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertInvalid;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertNotFound;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayersTests extends LayersFixture {
  private static final Operation GET = Operation.GET_LAYER_VERSION;
  private static final Operation BY_ARN = Operation.GET_LAYER_VERSION_BY_ARN;
  private static final Operation DELETE = Operation.DELETE_LAYER_VERSION;
  private static final Operation LIST = Operation.LIST_LAYERS;
  private static final Operation VERSIONS = Operation.LIST_LAYER_VERSIONS;
  private static final String NONE = "The resource you requested does not exist.";

  private byte[] digest() throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(zip);
  }

  private String shown(int version, String more) throws Exception {
    return """
    {"Content":{"Location":"http://x/%s","CodeSha256":"%s","CodeSize":%d},"LayerArn":"%s",
     "LayerVersionArn":"%s:%d","CreatedDate":"2026-11-21T10:20:30.456+0000","Version":%d%s}"""
        .formatted(
            HexFormat.of().formatHex(digest()),
            Base64.getEncoder().encodeToString(digest()),
            zip.length,
            ARN,
            ARN,
            version,
            version,
            more);
  }

  private static final String EMPTY =
      ",\"Description\":\"\",\"CompatibleRuntimes\":[],\"CompatibleArchitectures\":[]";

  @Test
  void publishWhenAllIsSaidThenAllIsShown() throws Exception {
    String more =
        """
        ,"Description":"d","LicenseInfo":"MIT","CompatibleRuntimes":["provided.al2023","go1.x"],
        "CompatibleArchitectures":["arm64","x86_64"]""";

    assertReply(ask(group, PUBLISH, L, body(more)), 201, shown(1, more));

    assertReply(ask(group, GET, ONE, ""), 200, shown(1, more));
    assertReply(
        ask(group, BY_ARN, "?find=LayerVersion&Arn=" + ARN + ":1", ""), 200, shown(1, more));
    assertThat(fixture.catalog.layers().get(ARN + ":1").codeSize()).isEqualTo(zip.length);
  }

  @Test
  void publishWhenAVersionWasDeletedThenItsNumberIsNotGivenAgain() throws Exception {
    ask(group, PUBLISH, L, body(""));
    ask(group, PUBLISH, L, body(""));
    assertEmpty(ask(group, DELETE, "LayerName=l&VersionNumber=2", ""), 204);
    assertEmpty(ask(group, DELETE, ONE, ""), 204);

    assertReply(ask(group, PUBLISH, "LayerName=" + ARN, body("")), 201, shown(3, EMPTY));
  }

  @Test
  void deleteWhenThereIsNoneThenDone() {
    assertEmpty(ask(group, DELETE, ONE, ""), 204);
  }

  @Test
  void listVersionsWhenThereAreSomeThenNewestFirst() {
    for (int count = 0; count < 12; count++) {
      ask(group, PUBLISH, L, body(""));
    }
    ask(group, PUBLISH, "LayerName=l2", body(""));

    JsonNode first = ask(group, VERSIONS, "LayerName=l?MaxItems=4", "").document();

    assertThat(first.findValuesAsText("Version")).containsExactly("12", "11", "10", "9");
    String next = "LayerName=l?Marker=" + first.path("NextMarker").asText();
    assertThat(ask(group, VERSIONS, next, "").document().findValuesAsText("Version"))
        .containsExactly("8", "7", "6", "5", "4", "3", "2", "1");
    assertReply(ask(group, VERSIONS, "LayerName=no", ""), 200, "{\"LayerVersions\":[]}");
  }

  @Test
  void listWhenThereAreFiltersThenTheLatestThatMatches() {
    ask(group, PUBLISH, L, body(",\"CompatibleRuntimes\":[\"java21\"]"));
    ask(group, PUBLISH, L, body(",\"CompatibleArchitectures\":[\"arm64\"]"));
    ask(group, PUBLISH, "LayerName=b", body(""));

    assertThat(ask(group, LIST, "", "").document().findValuesAsText("LayerVersionArn"))
        .containsExactly(PREFIX + "layer:b:1", ARN + ":2");
    JsonNode java = ask(group, LIST, "?CompatibleRuntime=java21", "").document().path("Layers");
    assertThat(java).hasSize(1);
    assertThat(java.path(0).path("LayerName").asText()).isEqualTo("l");
    assertThat(java.path(0).path("LayerArn").asText()).isEqualTo(ARN);
    assertThat(java.path(0).path("LatestMatchingVersion"))
        .isEqualTo(
            ask(group, VERSIONS, "LayerName=l?CompatibleRuntime=java21", "")
                .document()
                .path("LayerVersions")
                .path(0));
    assertThat(
            ask(group, VERSIONS, "LayerName=l?CompatibleArchitecture=arm64", "")
                .document()
                .findValuesAsText("Version"))
        .containsExactly("2");
  }

  @Test
  void getWhenThereIsNoneThenNotFound() {
    assertNotFound(group, GET, ONE, "", NONE);
    assertNotFound(group, BY_ARN, "?Arn=" + ARN + ":7", "", NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"GET_LAYER_VERSION", "DELETE_LAYER_VERSION"})
  void handleWhenTheVersionIsBelowOneThenIsRefused(Operation operation) {
    for (String number : new String[] {"0", "-1"}) {
      assertBadParameter(
          group,
          operation,
          "LayerName=l&VersionNumber=" + number,
          "",
          "Layer Version Cannot be less than 1");
    }
  }

  @Test
  void getByArnWhenThereIsNoVersionInItThenTheModelsWords() {
    assertInvalid(
        group,
        BY_ARN,
        "?Arn=" + ARN,
        "",
        "1 validation error detected: Value '"
            + ARN
            + "' at 'arn' failed to satisfy constraint: Member must satisfy regular expression"
            + " pattern: (arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?"
            + "-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)"
            + "|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)");
  }

  @Test
  void publishWhenItIsForNothingThatThereIsThenTheModelsWords() {
    var error =
        CatalogFixture.refusal(
            group,
            PUBLISH,
            L,
            body(",\"CompatibleRuntimes\":[\"r\"],\"CompatibleArchitectures\":[\"a\",\"x86_64\"]"));

    assertThat(error.name()).isEqualTo("ValidationException");
    assertThat(error.body())
        .startsWith(
            "{\"message\":\"2 validation errors detected: Value '[r]' at 'compatibleRuntimes'"
                + " failed to satisfy constraint: Member must satisfy enum value set:"
                + " [provided.al2023, ")
        .endsWith(
            "; Value '[a, x86_64]' at 'compatibleArchitectures' failed to satisfy constraint:"
                + " Member must satisfy constraint: [Member must satisfy enum value set: [x86_64,"
                + " arm64], Member must not be null]\"}");
  }

  @Test
  void listWhenAFilterIsNoneThenTheModelsWords() {
    assertInvalid(
        group,
        LIST,
        "?CompatibleArchitecture=a",
        "",
        "1 validation error detected: Value 'a' at 'compatibleArchitecture' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [x86_64, arm64]");
  }

  @Test
  void publishWhenTheContentIsOfNoUseThenIsRefused() {
    assertBadParameter(
        group,
        PUBLISH,
        L,
        "{\"Content\":{\"S3Bucket\":\"b\",\"S3Key\":\"k\"}}",
        "S3 is not reachable from here: bring the layer as ZipFile (--zip-file fileb://…), or start"
            + " with --aws-endpoint URL");
    assertInvalid(
        group,
        PUBLISH,
        L,
        "{}",
        "1 validation error detected: Value null at 'content' failed to satisfy constraint: Member"
            + " must not be null");
    assertThat(
            CatalogFixture.refusal(group, PUBLISH, L, "{\"Content\":{\"ZipFile\":\"bm8gemlw\"}}")
                .body())
        .contains(
            "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  @Test
  void publishWhenTheNameIsNoneThenTheModelsWords() {
    assertInvalid(
        group,
        PUBLISH,
        "LayerName=a b",
        body(""),
        "1 validation error detected: Value 'a b' at 'layerName' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern:"
            + " (arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+)"
            + "|[a-zA-Z0-9-_]+");
  }
}
