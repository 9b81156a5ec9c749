package io.slsemu.emulator.async.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the signatures that AWS publishes. */
class RequestSignerTests {
  private static final Instant SUITES_TIME = Instant.parse("2015-08-30T12:36:00Z");
  private final RequestSigner signer =
      new RequestSigner(
          new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

  @Test
  void signWhenGivenTheSuitesVanillaRequestThenSignsAsPublished() {
    AwsRequest request = new AwsRequest("service", "us-east-1", "GET", "/", Map.of(), new byte[0]);

    Map<String, String> headers = signer.sign(request, "example.amazonaws.com", SUITES_TIME);

    assertThat(headers)
        .containsEntry("x-amz-date", "20150830T123600Z")
        .containsEntry(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void signWhenGivenTheGuidesObjectThenSignsAsPublished() {
    RequestSigner guides =
        new RequestSigner(
            new AwsCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    AwsRequest request =
        new AwsRequest(
            "s3",
            "us-east-1",
            "PUT",
            "/test%24file.text",
            Map.of(
                "Date", "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class", "REDUCED_REDUNDANCY"),
            "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8));

    Map<String, String> headers =
        guides.sign(
            request, "examplebucket.s3.amazonaws.com", Instant.parse("2013-05-24T00:00:00Z"));

    assertThat(headers.get("authorization"))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void signWhenThereIsAQueryThenSignsAsTheServicesOwnClientDoes() {
    AwsRequest request =
        new AwsRequest(
            "s3",
            "us-east-1",
            "GET",
            "/code/my%20function%2B1~%2A.zip?versionId=a%2Fb%3D3",
            Map.of(),
            new byte[0]);

    Map<String, String> headers = signer.sign(request, "127.0.0.1:4566", SUITES_TIME);

    assertThat(headers.get("authorization")) // what botocore 1.43 makes of the same
        .endsWith("Signature=3a3e5a66fd043d13d685f0c184a941c94dd0d4a5914ebbc4b883bd1b905c1a6f");
  }

  @Test
  void toStringWhenPrintedThenTellsNoSecret() {
    assertThat(new AwsCredentials("AKIDEXAMPLE", "hidden")).hasToString("AKIDEXAMPLE");
  }
}
