package io.slsemu.emulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** Clients of the AWS SDK for Java 2, told only where the service is. */
final class JavaClients {
  private JavaClients() {}

  static <B extends AwsClientBuilder<B, ?>> B at(ServiceFixture service, B builder) {
    return builder
        .endpointOverride(URI.create("http://127.0.0.1:" + service.port()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")));
  }
}
