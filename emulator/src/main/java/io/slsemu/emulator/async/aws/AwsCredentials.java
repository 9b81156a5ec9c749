package io.slsemu.emulator.async.aws;

/**
 * With which requests are signed.
 *
 * @param accessKeyId says whose they are
 * @param secretKey proves it
 */
public record AwsCredentials(String accessKeyId, String secretKey) {
  /** What stand-ins for the cloud take as well as any. */
  public static final AwsCredentials PLACEHOLDER = new AwsCredentials("test", "test");

  /** Tells no secret. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
