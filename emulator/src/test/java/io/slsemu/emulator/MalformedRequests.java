package io.slsemu.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes requests that are wrong in one way or several, the same for the same seed. */
final class MalformedRequests {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get", "BREW");
  private static final List<String> NAMES =
      List.of(
          "hello",
          "hello",
          "hello",
          "nobody",
          "hello:1",
          "hello%3A%24LATEST",
          "a%2Fb",
          "%2e%2e%2f%2e%2e%2fetc",
          "..",
          "%00",
          "%",
          "%zz",
          "%C3",
          "",
          "+",
          "a%20b",
          "n".repeat(200),
          "arn:aws:lambda:us-east-1:000000000000:function:hello",
          "arn:aws:lambda:eu-west-1:000000000000:function:hello",
          "arn%3Aaws%3Alambda%3A%3A%3A",
          "$LATEST",
          "-1",
          "99999999999999999999",
          "%F0%9F%98%80",
          "{FunctionName}");
  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "?Qualifier=",
          "?Qualifier=%00",
          "?Qualifier=1&Qualifier=2",
          "?MaxItems=-1",
          "?MaxItems=1e3",
          "?MaxItems=99999999999999",
          "?Marker=%%%",
          "?Marker=AAAA",
          "?find=LayerVersion&Arn=x",
          "?List=ALL&MaxItems=x",
          "?tagKeys=",
          "?FunctionVersion=ALL",
          "?FunctionVersion=%F0",
          "?=",
          "?&&&=a",
          "?a[]=1;b",
          "?X-Amz-Credential=///");
  private static final List<String> MEMBERS =
      List.of(
          """
          FunctionName Role Code ZipFile ImageUri Runtime Handler Timeout MemorySize Environment
          Variables Publish DryRun RevisionId Layers Tags VpcConfig SubnetIds EphemeralStorage
          Size SnapStart ApplyOn LoggingConfig LogFormat ApplicationLogLevel TracingConfig Mode
          ImageConfig EntryPoint Architectures PackageType DeadLetterConfig TargetArn
          FileSystemConfigs Description CodeSha256 Name FunctionVersion RoutingConfig
          AdditionalVersionWeights LayerName Content CompatibleRuntimes StatementId Action
          Principal MaximumRetryAttempts DestinationConfig OnFailure Destination
          ReservedConcurrentExecutions ProvisionedConcurrentExecutions AuthType Cors AllowOrigins
          InvokeMode EventSourceArn BatchSize UpdateRuntimeOn RecursiveLoop 1
          """
              .split("\\s+"));
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "1.5",
          "1e400",
          "-0.0",
          "9223372036854775808",
          "1" + "0".repeat(300),
          "\"\"",
          "\"x\"",
          "\"null\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"ä\"",
          "\"UEsDBA==\"",
          "\"!!!\"",
          "\"Image\"",
          "\"Zip\"",
          "\"JSON\"",
          "\"provided.al2023\"",
          "\"hello\"",
          "\"$LATEST\"",
          "\"arn:aws:iam::123456789012:role/r\"",
          "\"arn:aws:sqs:us-east-1:000000000000:q\"");
  private static final List<String> HEADERS =
      List.of(
          "X-Amz-Invocation-Type: Event",
          "X-Amz-Invocation-Type: Never",
          "X-Amz-Log-Type: Tail",
          "X-Amz-Log-Type: \u00e4",
          "X-Amz-Client-Context: {}",
          "X-Amz-Client-Context: e30=",
          "Authorization: AWS4-HMAC-SHA256 Credential=",
          "Authorization: AWS4-HMAC-SHA256 Credential=1/2/3/lambda/aws4_request",
          "Authorization: \u0001",
          "Content-Type: text/plain",
          "Content-Encoding: gzip",
          "Accept-Encoding: *",
          "x-amzn-RequestId: no id",
          "X-Amzn-Trace-Id: Root=;;;=",
          "Expect: nothing",
          "Origin: null");

  private final Random random;
  private final List<String[]> operations;

  /** Of these, mistakes are made in single values, so that the rest is looked at. */
  private final Map<String, String> good;

  MalformedRequests(Random random) {
    this.random = random;
    this.operations = lines("/operations.txt").map(line -> line.split(" ")).toList();
    this.good =
        lines("/good-requests.txt")
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
  }

  private static Stream<String> lines(String resource) {
    try (InputStream in =
        Objects.requireNonNull(MalformedRequests.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All bytes of the next one. */
  byte[] next() {
    String[] operation = one(operations);
    String method = chance(10) ? one(METHODS) : operation[0];
    byte[] body = body(operation[3]);
    StringBuilder head = new StringBuilder(method).append(' ').append(path(operation[1]));
    head.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    while (chance(3)) {
      head.append(one(HEADERS)).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    boolean isChunked = chance(20);
    head.append(isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + length(body));
    request.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    if (isChunked) {
      body = chunked(body);
    }
    request.write(body, 0, chance(30) ? random.nextInt(body.length + 1) : body.length);
    return request.toByteArray();
  }

  private String path(String template) {
    String path = template;
    while (path.contains("{")) {
      int start = path.indexOf('{');
      String name = one(NAMES).replace("{", "%7B");
      path = path.substring(0, start) + name + path.substring(path.indexOf('}', start) + 1);
    }
    if (chance(15)) {
      int at = random.nextInt(path.length());
      path =
          path.substring(0, at)
              + one(List.of("/", "//", "%2F", "\\", ";a=b", "#", "%25"))
              + path.substring(at);
    }
    return path.contains("?") ? path : path + one(QUERIES);
  }

  private String length(byte[] body) {
    if (chance(40)) {
      return one(List.of("-1", "x", "0", "", "1e3", Integer.toString(body.length + 7)));
    }
    return Integer.toString(body.length);
  }

  private byte[] chunked(byte[] body) {
    byte[] front =
        one(List.of(Integer.toHexString(body.length), "zz", "-1", "fffffffff"))
            .getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(front);
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    bytes.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  private byte[] body(String operation) {
    String whole = good.get(operation);
    String text = whole == null || chance(4) ? text() : nearly(whole);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (chance(8) && body.length > 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  /** A good document with some of its values replaced. */
  private String nearly(String whole) {
    String[] parts = whole.split("(?<=\":)|(?=[,}])");
    StringBuilder json = new StringBuilder();
    for (String part : parts) {
      boolean isValue = part.matches("[\"0-9t].*") && !part.endsWith(":");
      json.append(isValue && chance(8) ? value(2) : part);
    }
    return json.toString();
  }

  private String text() {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> value(0);
      case 2 -> "[".repeat(random.nextInt(5_000));
      case 3 -> {
        String whole = object(3);
        yield whole.substring(0, random.nextInt(whole.length()));
      }
      default -> object(3);
    };
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{");
    int members = random.nextInt(9);
    for (int i = 0; i < members; i++) {
      json.append(i == 0 ? "" : ",").append('"').append(one(MEMBERS)).append("\":");
      json.append(value(depth));
    }
    return json.append('}').toString();
  }

  private String value(int depth) {
    if (depth == 0 || chance(2)) {
      return one(SCALARS);
    }
    return chance(3) ? "[" + value(depth - 1) + "," + value(depth - 1) + "]" : object(depth - 1);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
