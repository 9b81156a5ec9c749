package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.creation;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.Duplication;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of code beyond what an account may keep: two zips and a little. */
class CodeStorageTests {
  private static final int SIZE = archive("hello").length;
  private static final String SETTINGS = "/2016-08-19/account-settings";
  private static final String LAYERS = "/2018-10-31/layers/tools/versions";

  @AutoClose
  private final ServiceFixture service =
      ServiceFixture.with(
              new ServiceSettings(
                  null, Duration.ZERO, null, Duplication.NONE, false, 2L * SIZE + 1, false))
          .create("one");

  private static void assertRefused(HttpResponse<String> response) {
    assertError(
        response,
        400,
        "CodeStorageExceededException",
        "{\"Type\":\"User\",\"message\":\"Code storage limit exceeded.\"}");
  }

  private HttpResponse<String> publish() {
    return service.post(FUNCTIONS + "/one/versions", object());
  }

  private HttpResponse<String> layer() {
    ObjectNode request = object();
    request.putObject("Content").put("ZipFile", archive("hello"));
    return service.post(LAYERS, request);
  }

  private long used() {
    JsonNode settings = json(service.get(SETTINGS));
    assertThat(settings.at("/AccountLimit/TotalCodeSize").asLong()).isEqualTo(2L * SIZE + 1);
    return settings.at("/AccountUsage/TotalCodeSize").asLong();
  }

  @Test
  void createWhenItIsTooMuchThenIsRefusedAndNothingIsKept() {
    service.create("two");

    assertRefused(service.post(FUNCTIONS, creation("three")));

    assertThat(service.get(FUNCTIONS + "/three").statusCode()).isEqualTo(404);
    assertThat(used()).isEqualTo(2L * SIZE);
    assertThat(service.delete(FUNCTIONS + "/two").statusCode()).isEqualTo(204);
    service.create("three");
  }

  @Test
  void createWhenItPublishesThenBothCopiesCount() {
    assertRefused(service.post(FUNCTIONS, creation("two").put("Publish", true)));

    service.create("two");
  }

  @Test
  void publishWhenItIsTooMuchThenIsRefusedAndNoVersionIsThere() {
    assertThat(publish().statusCode()).isEqualTo(201);
    assertThat(publish().statusCode()).as("nothing new").isEqualTo(201);
    service.put(
        FUNCTIONS + "/one/configuration", object().put("Description", "new").put("Timeout", 9));

    assertRefused(publish());

    assertThat(json(service.get(FUNCTIONS + "/one/versions")).path("Versions")).hasSize(2);
  }

  @Test
  void updateCodeWhenItIsTooMuchThenIsRefusedAndTheOldCodeStays() {
    service.create("two");
    byte[] larger = archive("hello and " + "abcdefghijklmnopqrstuvwxyz".toUpperCase(Locale.ROOT));
    String sha256 = json(service.get(FUNCTIONS + "/one/configuration")).path("CodeSha256").asText();

    assertThat(larger.length).isGreaterThan(SIZE + 1);
    assertRefused(service.put(FUNCTIONS + "/one/code", object().put("ZipFile", larger)));

    assertThat(json(service.get(FUNCTIONS + "/one/configuration")).path("CodeSha256").asText())
        .isEqualTo(sha256);
    assertThat(
            service
                .put(FUNCTIONS + "/one/code", object().put("ZipFile", archive("hello")))
                .statusCode())
        .as("no more than before")
        .isEqualTo(200);
  }

  @Test
  void publishLayerWhenItIsTooMuchThenIsRefusedAndNoVersionIsThere() {
    assertThat(layer().statusCode()).isEqualTo(201);

    assertRefused(layer());

    assertThat(json(service.get(LAYERS)).path("LayerVersions")).hasSize(1);
    assertThat(used()).isEqualTo(2L * SIZE);
  }

  @Test
  void createWhenOfAnotherAccountThenHasItsOwnStorage() {
    service.create("two");
    String signature =
        "AWS4-HMAC-SHA256 Credential=111122223333/20261121/us-east-1/lambda/aws4_request,"
            + " SignedHeaders=host, Signature=00";

    HttpResponse<String> created =
        service.send("POST", FUNCTIONS, creation("three").toString(), "Authorization", signature);

    assertThat(created.statusCode()).isEqualTo(201);
  }
}
