package io.slsemu.emulator.async.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches objects from buckets at an endpoint. */
public final class BucketReader {
  private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");
  private static final byte[] NOTHING = {};

  private final AwsClient client;

  /**
   * @param wall for signatures
   * @param threads of the HTTP client
   */
  public BucketReader(AwsEndpoint endpoint, InstantSource wall, Executor threads) {
    this.client = new AwsClient(endpoint, wall, threads);
  }

  /**
   * GetObject, the bucket in the path: names below localhost do not resolve everywhere.
   *
   * @param version null for the latest
   * @param limit bytes; of a larger object this much and one byte come back
   * @throws DeliveryException if it cannot be had; in the service's words where S3 says why
   */
  public byte[] read(String bucket, String key, @Nullable String version, int limit)
      throws DeliveryException {
    String path = "/" + encoded(bucket) + "/" + encoded(key).replace("%2F", "/");
    String query = version == null ? "" : "?versionId=" + encoded(version);
    AwsRequest request =
        new AwsRequest("s3", client.endpoint().region(), "GET", path + query, Map.of(), NOTHING);
    AwsClient.Fetched fetched = client.fetch(request, limit + 1);
    if (fetched.status() / 100 == 2) {
      return fetched.body();
    }
    String said = new String(fetched.body(), StandardCharsets.UTF_8);
    throw DeliveryException.lasting( // as deployment tools quote the service
        "Error occurred while GetObject. S3 Error Code: "
            + first(CODE, said, "HTTP " + fetched.status())
            + ". S3 Error Message: "
            + first(MESSAGE, said, client.endpoint().base() + path));
  }

  private static String first(Pattern pattern, String text, String otherwise) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : otherwise;
  }

  /** As signatures have it (reference_sigv-create-signed-request: UriEncode). */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
