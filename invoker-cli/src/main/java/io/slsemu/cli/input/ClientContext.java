package io.slsemu.cli.input;

import io.slsemu.cli.exit.CommandFailure;
import java.nio.charset.StandardCharsets;

/** Reads the client context that a caller hands to the function beside the event. */
public final class ClientContext {
  /**
   * The service's limit of the header {@code X-Amz-Client-Context}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax">Invoke</a>
   */
  private static final int MAX_BASE64_BYTES = 3_583;

  private ClientContext() {}

  /**
   * The context as JSON.
   *
   * @param text JSON, or base64 of JSON as the AWS CLI takes it
   * @throws CommandFailure if it is neither, or too long
   */
  public static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String fault = Json.fault(bytes);
    if (fault != null) {
      bytes = decodeBase64(text, fault);
    }
    int encodedLength = (bytes.length + 2) / 3 * 4;
    if (encodedLength > MAX_BASE64_BYTES) {
      throw CommandFailure.usage(
          "--client-context takes " + encodedLength + " bytes as base64",
          "the service allows " + MAX_BASE64_BYTES);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] decodeBase64(String text, String fault) {
    byte[] decoded = Base64Json.decode(text);
    if (decoded == null) {
      throw CommandFailure.usage(
          "--client-context is neither JSON nor base64 of JSON: " + fault,
          "for example --client-context '{\"custom\":{\"key\":\"value\"}}'");
    }
    return decoded;
  }
}
