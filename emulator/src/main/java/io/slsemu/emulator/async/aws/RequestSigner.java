package io.slsemu.emulator.async.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4, in their headers. A query has one parameter at most
 * here, so that it is in the order in which it is signed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 *     reference_sigv-create-signed-request</a>
 */
final class RequestSigner {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SCOPE_END = "aws4_request";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AwsCredentials credentials;

  RequestSigner(AwsCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * @param host as the Host header will say it, with its port unless that is the scheme's
   * @return the request's headers, those of the signature among them; all in lower case
   */
  Map<String, String> sign(AwsRequest request, String host, Instant now) {
    String time = TIME.format(now);
    String bodyHash = hex(sha256(request.body()));
    SortedMap<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.strip()));
    headers.put("x-amz-date", time);
    if (request.service().equals("s3")) {
      headers.put("x-amz-content-sha256", bodyHash); // S3 alone insists on it
    }
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", host);
    headers.put("authorization", authorization(request, signed, bodyHash, time));
    return headers;
  }

  private String authorization(
      AwsRequest request, SortedMap<String, String> signed, String bodyHash, String time) {
    String day = time.substring(0, 8);
    String scope = String.join("/", day, request.region(), request.service(), SCOPE_END);
    String names = String.join(";", signed.keySet());
    StringBuilder canonical = new StringBuilder(512);
    int query = request.path().indexOf('?');
    String path = query < 0 ? request.path() : request.path().substring(0, query);
    canonical.append(request.method()).append('\n').append(path).append('\n');
    canonical.append(query < 0 ? "" : request.path().substring(query + 1)).append('\n');
    signed.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    canonical.append('\n').append(names).append('\n').append(bodyHash);
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(canonical.toString()))));
    byte[] key = bytes("AWS4" + credentials.secretKey());
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return ALGORITHM
        + (" Credential=" + credentials.accessKeyId() + "/" + scope)
        + (", SignedHeaders=" + names)
        + (", Signature=" + hex(hmac(key, toSign)));
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static byte[] hmac(byte[] key, String data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }
}
