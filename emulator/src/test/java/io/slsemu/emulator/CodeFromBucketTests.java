package io.slsemu.emulator;

import static io.slsemu.emulator.ServiceFixture.FUNCTIONS;
import static io.slsemu.emulator.ServiceFixture.archive;
import static io.slsemu.emulator.ServiceFixture.assertError;
import static io.slsemu.emulator.ServiceFixture.creation;
import static io.slsemu.emulator.ServiceFixture.json;
import static io.slsemu.emulator.ServiceFixture.object;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.async.Duplication;
import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.async.aws.FakeCloud;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code that is in a bucket at {@code --aws-endpoint}. */
@Requires(ROOT)
class CodeFromBucketTests {
  private static final String MISSING =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>"
          + "<Message>The specified key does not exist.</Message><Key>x</Key></Error>";

  private FakeCloud cloud;
  private ServiceFixture service;

  @BeforeEach
  void start() throws IOException {
    cloud = new FakeCloud();
    service = at(cloud.endpoint());
  }

  @AfterEach
  void close() {
    service.close();
    cloud.close();
  }

  private static ServiceFixture at(@Nullable AwsEndpoint endpoint) throws IOException {
    return ServiceFixture.with(
        new ServiceSettings(
            null,
            Duration.ZERO,
            endpoint,
            Duplication.NONE,
            false,
            CodeStorage.DEFAULT_LIMIT,
            false));
  }

  private static ObjectNode inBucket(ObjectNode request) {
    return request.put("S3Bucket", "code").put("S3Key", "builds/my function+1~*.zip");
  }

  private HttpResponse<String> create(ServiceFixture emulator) {
    ObjectNode request = creation("hello");
    inBucket(request.putObject("Code"));
    return emulator.post(FUNCTIONS, request);
  }

  private static void assertInvalid(HttpResponse<String> answer, String message) {
    assertError(
        answer,
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"" + message + "\"}");
  }

  @Test
  void createWhenCodeIsInABucketThenRuns() {
    cloud.answers(200, archive("hello from S3"));

    HttpResponse<String> created = create(service);

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(json(created).path("CodeSize").asInt()).isEqualTo(archive("hello from S3").length);
    assertThat(service.invoke("hello", "").body())
        .isEqualTo("{\"message\":\"hello from S3, Ada\"}");
    FakeCloud.Request request = cloud.requests().get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/code/builds/my%20function%2B1~%2A.zip");
    assertThat(request.header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=")
        .contains("/us-east-1/s3/aws4_request");
  }

  @Test
  void updateWhenAVersionIsNamedThenIsTheOneThatIsFetched() {
    service.create("hello");
    cloud.answers(200, archive("hallo"));

    HttpResponse<String> updated =
        service.put(FUNCTIONS + "/hello/code", inBucket(object()).put("S3ObjectVersion", "a/b=3"));

    assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
    assertThat(cloud.requests().get(0).path()).endsWith(".zip?versionId=a%2Fb%3D3");
    assertThat(service.invoke("hello", "").body()).isEqualTo("{\"message\":\"hallo, Ada\"}");
  }

  @Test
  void publishLayerWhenContentIsInABucketThenIsThere() {
    cloud.answers(200, archive("tool"));
    ObjectNode request = object();
    inBucket(request.putObject("Content"));

    HttpResponse<String> published = service.post("/2018-10-31/layers/tools/versions", request);

    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    assertThat(json(published).at("/Content/CodeSize").asInt()).isEqualTo(archive("tool").length);
  }

  @Test
  void createWhenTheObjectIsNotThereThenTheServicesWords() {
    cloud.answers(404, MISSING);

    assertInvalid(
        create(service),
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified"
            + " key does not exist.");
  }

  @Test
  void createWhenTheObjectIsNoZipThenIsRefused() {
    cloud.answers(200, "no zip");

    assertThat(create(service).body()).contains("Could not unzip uploaded file.");
  }

  @Test
  void createWhenTheEndpointIsAwayThenSaysWhere() throws IOException {
    URI nowhere = cloud.endpoint().base();
    cloud.close();

    assertThat(create(service).statusCode()).isEqualTo(400);
    assertThat(create(service).body()).contains(nowhere + " cannot be reached: ");
  }

  @Test
  void createWhenThereIsNoEndpointThenNamesTheRemedy() throws IOException {
    try (ServiceFixture without = at(null)) {
      assertInvalid(
          create(without),
          "S3 is not reachable from here: bring the code as ZipFile (--zip-file fileb://…), or"
              + " start with --aws-endpoint URL");
    }
  }

  @Test
  void createWhenOnlyTheBucketIsNamedThenThereIsNoSource() {
    ObjectNode request = creation("hello");
    request.putObject("Code").put("S3Bucket", "code");

    assertInvalid(service.post(FUNCTIONS, request), "Please provide a source for function code.");
  }
}
